import type { ControlValue } from '../shared/protocol.ts';

/** Sets a control and the text beside it; the control that is being moved keeps what the hand gives it. */
export function setValue({ id, value, text }: ControlValue): void {
  const control = document.getElementById(`choice-${id}`);
  const isControl = control instanceof HTMLInputElement || control instanceof HTMLSelectElement;
  if (isControl && control !== document.activeElement) control.value = value;
  const output = document.getElementById(`text-${id}`);
  if (output && text !== undefined && output.textContent !== text) output.textContent = text;
}

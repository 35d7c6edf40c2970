import { html, type Html } from '../../shared/html.ts';

/** A list to choose from: the page tells its view of the choice by the name. */
export function choiceList(
  name: string,
  label: string,
  chosen: string,
  options: readonly (readonly [value: string, label: string])[],
): Html {
  return html`<label
    >${label}
    <select id="choice-${name}" data-choice="${name}">
      ${options.map(
        ([value, text]) =>
          html`<option value="${value}" ${value === chosen && html`selected`}>${text}</option>`,
      )}
    </select></label
  >`;
}

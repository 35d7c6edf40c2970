import { useWidenedLoops, type LoopName } from '@actigrad/core';
import { fromPlaces, toPlaces } from './kernel-arrays.ts';

/** What goes to a worker. */
export interface Message<T> {
  readonly task: T;
  /** Loops that the calling thread has compiled for wide lanes. */
  readonly wideLoops: readonly LoopName[];
}

export function toMessage(
  task: object,
  wideLoops: readonly LoopName[],
  haveJoined: boolean,
): Message<unknown> {
  return { wideLoops, task: haveJoined ? toPlaces(task) : task };
}

export function openMessage<T>({ task, wideLoops }: Message<T>): T {
  useWidenedLoops(wideLoops);
  return fromPlaces(task);
}

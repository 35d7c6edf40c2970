import type { Accuracy } from './accuracy.ts';

/** Errors by function, written by the `accuracy` command of this workspace. */
export const measuredAccuracy: { readonly [id: string]: Accuracy } = {};

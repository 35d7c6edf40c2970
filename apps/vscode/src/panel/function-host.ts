import type { CreateView } from './view.ts';

/** Functions are computed and drawn in the page; the extension only tells it which. */
export const createFunctionHost: CreateView = () => ({
  answers: {},
  start() {},
  dispose() {},
});

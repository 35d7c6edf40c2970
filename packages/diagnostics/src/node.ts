export * from './index.ts';
export { openCaptures } from './capture-files.ts';

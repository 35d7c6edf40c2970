export type {
  ChunkSpan,
  FileOptions,
  FileProgress,
  FileResult,
  TensorsOptions,
} from './files/file-options.ts';
export type { PoolError, PoolErrorCode } from './errors.ts';
export type { CallOptions, MapInput, MapOptions, PoolOptions, RunOptions } from './options.ts';
export { createPool, type Pool } from './pool.ts';
export type { OnProgress, Progress } from './progress.ts';
export type { PoolStats, ThreadStats } from './stats.ts';

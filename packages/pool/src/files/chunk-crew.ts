import { poolError, toError } from '../errors.ts';
import { watchProgress } from '../watchdog.ts';
import { controlFields, createControl, type ChunkReport, type ChunkTask } from './chunk-task.ts';

/** Where chunks are computed. A rejection with a `POOL_` code is final; any other means that the thread died. */
export interface ChunkCrew {
  readonly threads: number;
  /** Aborting `stuck` ends the thread that works on the task. */
  run(task: ChunkTask, stuck: AbortSignal): Promise<ChunkReport>;
}

/** A chunk that took three threads with it would take a fourth. */
const mostDeaths = 3;

export interface ChunkWork extends Omit<ChunkTask, 'control'> {
  /** For a person: of which tensor of which file. */
  readonly what: string;
}

/**
 * Has a chunk computed. It is begun again when its thread dies, or when its thread has not moved for `stallTimeoutMs`
 * and is ended for it.
 *
 * @throws Error `POOL_WORKER_DIED`, `POOL_WORKER_STUCK`; the reason of the signal
 */
export async function runChunk(
  { what, ...work }: ChunkWork,
  crew: ChunkCrew,
  signal: AbortSignal,
  stallTimeoutMs: number,
): Promise<ChunkReport> {
  for (let deaths = 1; ; deaths++) {
    signal.throwIfAborted();
    const control = createControl();
    const fields = new Int32Array(control);
    const cancel = (): void => void Atomics.store(fields, controlFields.cancelled, 1);
    signal.addEventListener('abort', cancel);
    const stuck = new AbortController();
    const endWatch = watchProgress(stallTimeoutMs, beatsOf(fields), () => stuck.abort());
    try {
      const report = await crew.run({ ...work, control }, stuck.signal);
      signal.throwIfAborted();
      return report;
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toError(thrown);
      if ('code' in error && String(error.code).startsWith('POOL_')) throw error;
      if (deaths < mostDeaths) continue;
      const { start = 0 } = work.layout;
      const range = `elements ${start} to ${start + work.length} of ${what}`;
      if (stuck.signal.aborted) {
        throw poolError(
          'POOL_WORKER_STUCK',
          `${mostDeaths} workers did not move for ${stallTimeoutMs} ms in ${range} and were ended`,
          error,
        );
      }
      throw poolError(
        'POOL_WORKER_DIED',
        `${mostDeaths} workers died in ${range}; the last one: ${error.message}`,
        error,
      );
    } finally {
      endWatch();
      signal.removeEventListener('abort', cancel);
    }
  }
}

/** Grows while the thread that has the chunk moves, and while the chunk waits in the queue, below zero. */
function beatsOf(fields: Int32Array): () => number {
  let looks = 0;
  return () => {
    const hasStarted = Atomics.load(fields, controlFields.started) === 1;
    return hasStarted ? Atomics.load(fields, controlFields.beats) : --looks - 1;
  };
}

import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { inspect, InspectionTask } from './inspection-thread.ts';
import type { CaptureEvent, OnCaptureEvent } from './report.ts';

export interface RunOptions {
  /** The bundled `inspection-thread.cjs`. */
  readonly threadPath: string;
  /** The same file; loaded here where no thread can be started from it. Default: `threadPath`. */
  readonly modulePath?: string;
  /** Default 3,000. */
  readonly startTimeoutMs?: number;
}

/** A file that took three threads with it would take a fourth. */
const mostDeaths = 3;
/** Heap of a thread, MB: figures, not values. Buffers of values are not counted, and few at a time. */
const mostHeapMb = 256;
/** So long a thread may take from a request to stop until it is ended. */
const stopTimeoutMs = 1000;

type Ending =
  | { readonly how: 'finished' }
  | { readonly how: 'unavailable'; readonly why: string }
  | { readonly how: 'died'; readonly why: string };

/**
 * Inspects a capture on a thread of its own, so that the caller's stays free, and tells what is
 * found. A thread that dies is told of and replaced; the inspection then starts anew. It ends with
 * an event `done` or `failed`, or rejects at once with the reason of the signal; no event follows.
 */
export async function runInspection(
  task: InspectionTask,
  onEvent: OnCaptureEvent,
  signal: AbortSignal,
  options: RunOptions,
): Promise<void> {
  const tell: OnCaptureEvent = (event) => {
    if (!signal.aborted) onEvent(event);
  };
  for (let deaths = 1; ; deaths++) {
    signal.throwIfAborted();
    const ending = await onThread(task, tell, signal, options);
    signal.throwIfAborted();
    if (ending.how === 'finished') return;
    if (ending.how === 'unavailable') {
      tell({ kind: 'notice', notice: 'no-thread', why: ending.why });
      await inspectHere(options.modulePath ?? options.threadPath, task, tell, signal);
      return signal.throwIfAborted();
    }
    if (deaths === mostDeaths) {
      const message = `${mostDeaths} threads died reading the capture; the last one: ${ending.why}`;
      return tell({
        kind: 'failed',
        refusal: { code: 'ACTIGRAD_THREAD_DIED', message, rule: null },
      });
    }
    tell({ kind: 'notice', notice: 'restarted', why: ending.why });
  }
}

async function inspectHere(path: string, ...how: Parameters<typeof inspect>): Promise<void> {
  const { default: module } = (await import(pathToFileURL(path).href)) as {
    readonly default: { readonly inspect: typeof inspect };
  };
  await module.inspect(...how);
}

function onThread(
  task: InspectionTask,
  tell: OnCaptureEvent,
  signal: AbortSignal,
  { threadPath, startTimeoutMs = 3000 }: RunOptions,
): Promise<Ending> {
  return new Promise((resolve) => {
    let isReady = false;
    let isOver = false;
    let why = '';
    let worker: Worker;
    try {
      worker = new Worker(threadPath, {
        workerData: task,
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: mostHeapMb },
      });
    } catch (thrown) {
      return resolve({ how: 'unavailable', why: String(thrown) });
    }
    const late = setTimeout(() => {
      void worker.terminate();
      end({ how: 'unavailable', why: `no answer within ${startTimeoutMs} ms` });
    }, startTimeoutMs);
    function end(ending: Ending): void {
      clearTimeout(late);
      signal.removeEventListener('abort', stop);
      resolve(ending);
    }
    /** The caller goes on at once; the thread stops at its next chunk, or is ended. */
    function stop(): void {
      worker.postMessage('stop');
      const timer = setTimeout(() => void worker.terminate(), stopTimeoutMs);
      worker.once('exit', () => clearTimeout(timer));
      end({ how: 'finished' });
    }
    worker.on('message', (event: CaptureEvent | 'ready') => {
      if (event === 'ready') {
        isReady = true;
        clearTimeout(late);
        return;
      }
      isOver = event.kind === 'done' || event.kind === 'failed';
      tell(event);
    });
    worker.on('error', (error: Error) => (why = error.message));
    worker.once('exit', (exitCode) => {
      if (isOver) return end({ how: 'finished' });
      end({ how: isReady ? 'died' : 'unavailable', why: why || `exit code ${exitCode}` });
    });
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
}

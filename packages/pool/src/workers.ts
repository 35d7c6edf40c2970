import { kernelMemory, reclaimThread, type LoopName } from '@actigrad/core';
import { Piscina } from 'piscina';
import { poolError, toError } from './errors.ts';
import type { ChunkReport, ChunkTask } from './files/chunk-task.ts';
import { JointWork } from './joint-work.ts';
import { toMessage } from './message.ts';
import type { ReduceReport, ReduceTask } from './reduce.ts';
import { createSessions, type Participant, type Sessions } from './sessions.ts';
import type { Task, TaskReport } from './task.ts';

/** The worker threads. Only this file and sessions.ts know Piscina. */
export interface Workers {
  readonly threads: number;
  /** Mean time in which one task for each thread went and came, once the threads have started. */
  readonly roundTripMs: number | undefined;
  /** Starts the threads ahead of the first task, which tells what is wrong with them. */
  start(): void;
  /**
   * Runs a task on the next free thread; the first one starts the threads, if they have not been started.
   *
   * @throws Error `POOL_WORKERS_UNAVAILABLE`; any other rejection means that the thread died
   */
  run(task: Task, stuck: AbortSignal): Promise<TaskReport>;
  /** The same for a chunk of a file. Aborting `stuck` ends the thread that has it. */
  runChunk(task: ChunkTask, stuck: AbortSignal): Promise<ChunkReport>;
  /** The same for parts of arrays that are reduced. */
  reduce(task: ReduceTask): Promise<ReduceReport>;
  /** Claims on what the calling thread lets others take part in. */
  readonly jointWork: JointWork;
  /** Threads that are free to take part; none before the threads have started. */
  participants(): readonly Participant[];
  /** Ends the threads. Nothing may be running. */
  destroy(): Promise<void>;
}

export interface WorkersOptions {
  readonly threads: number;
  readonly workerUrl: string | URL | undefined;
  readonly startTimeoutMs: number;
  /** Loops that the threads take from this one. */
  readonly wideLoops: () => readonly LoopName[];
  /** Hears, somewhat later, what threads did that took part. */
  readonly onJoined: (report: TaskReport) => void;
}

/** Piscina takes strings only. */
const besideThisFile = new URL('./kernel-worker.js', import.meta.url).href;
/** So many are averaged; ten take about 2 ms. */
const roundTrips = 10;

interface Started {
  readonly piscina: Piscina;
  readonly sessions: Sessions;
}

export function createWorkers(options: WorkersOptions): Workers {
  const { threads, workerUrl, startTimeoutMs, wideLoops, onJoined } = options;
  const jointWork = new JointWork();
  let running: Started | undefined;
  let started: Promise<Started> | undefined;
  let roundTripMs: number | undefined;
  let haveJoined = false;

  async function startThreads(): Promise<Started> {
    const piscina = new Piscina({
      filename: String(workerUrl ?? besideThisFile),
      // Piscina's own numbers are meant for waiting, not for computing, and may be fractions.
      minThreads: threads,
      maxThreads: threads,
      // As quick here as threads that park between tasks, and their timers and inspectors go on.
      atomics: 'disabled',
      recordTiming: false,
      workerHistogram: false,
      workerData: { kernelMemory },
    });
    reclaimMemoryOfEnded(piscina);
    let sessions: Sessions;
    try {
      haveJoined = await firstAnswer(piscina, startTimeoutMs);
      sessions = createSessions(piscina, { joint: jointWork.buffer, onJoined });
      roundTripMs = await measureRoundTrip(sessions, threads);
    } catch (thrown) {
      await piscina.destroy();
      throw thrown;
    }
    // When every thread is gone before it was ready, Piscina starts no other and keeps what is
    // queued for ever. Destroyed, it rejects that, and the next task starts new threads.
    piscina.on('workerDestroy', () =>
      queueMicrotask(() => {
        if (piscina.threads.length > 0) return;
        started = undefined;
        running = undefined;
        piscina.removeAllListeners('workerDestroy');
        void piscina.destroy();
      }),
    );
    return (running = { piscina, sessions });
  }

  /** A start that failed may be tried again. */
  function failedStart(thrown: unknown): never {
    started = undefined;
    roundTripMs = undefined;
    const cause = toError(thrown);
    throw poolError(
      'POOL_WORKERS_UNAVAILABLE',
      `no worker thread could start from ${String(workerUrl ?? besideThisFile)}: ${cause.message}`,
      cause,
    );
  }

  function begin(): Promise<Started> {
    return (started ??= startThreads().catch(failedStart));
  }

  /** `name`: of a handler of kernel-worker. */
  async function send(task: object, name: string, stuck?: AbortSignal): Promise<unknown> {
    // Sent at once if it can be: the calling thread may work before it waits.
    const { sessions } = running ?? (await begin());
    return sessions.call(name, toMessage(task, wideLoops(), haveJoined), stuck);
  }

  return {
    threads,
    get roundTripMs() {
      return roundTripMs;
    },
    start: () => void begin().catch(() => {}),
    run: async (task, stuck) => (await send(task, 'work', stuck)) as TaskReport,
    runChunk: async (task, stuck) => (await send(task, 'transformChunk', stuck)) as ChunkReport,
    reduce: async (task) => (await send(task, 'reduce')) as ReduceReport,
    jointWork,
    participants() {
      // All have died since they were started: others will be there for later calls.
      if (!running && roundTripMs !== undefined) void begin().catch(() => {});
      // This thread is one of them.
      return (haveJoined && running?.sessions.participants(threads - 1)) || [];
    },
    async destroy() {
      const ending = await started?.catch(() => undefined);
      ending?.piscina.removeAllListeners('workerDestroy');
      await ending?.piscina.destroy();
    },
  };
}

/** Gives what a thread had taken of kernel memory to the threads after it. */
function reclaimMemoryOfEnded(piscina: Piscina): void {
  const known = new WeakSet<object>();
  piscina.on('workerCreate', () => {
    for (const worker of piscina.threads) {
      if (known.has(worker)) continue;
      known.add(worker);
      const { threadId } = worker;
      worker.once('exit', () => reclaimThread(threadId));
    }
  });
}

/** Waits until a worker has loaded the kernels, and says whether it has joined kernel memory. Piscina itself would wait for ever for one that cannot. */
async function firstAnswer(piscina: Piscina, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  // The listener stays: an error between tasks is an event too, and ends the process if none listens.
  const failed = new Promise<never>((_, reject) => piscina.on('error', reject));
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    const answer = piscina.run(undefined, { name: 'ping' });
    return (await Promise.race([answer, failed, late])) === true;
  } finally {
    clearTimeout(timer);
  }
}

async function measureRoundTrip(sessions: Sessions, threads: number): Promise<number> {
  const began = performance.now();
  for (let trip = 0; trip < roundTrips; trip++)
    await Promise.all(Array.from({ length: threads }, () => sessions.call('ping', undefined)));
  return (performance.now() - began) / roundTrips;
}

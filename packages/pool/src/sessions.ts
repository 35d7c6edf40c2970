import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import { Doorbell } from './doorbell.ts';
import { toError } from './errors.ts';
import { keepLatest, type Meaning } from './joint-chunks.ts';
import type { Call, Reply, Session as ServedSession } from './serve.ts';
import type { TaskReport } from './task.ts';

/** A call, and who waits for its answer. */
interface Pending extends Call {
  /** Aborted when the thread that has the call is to be ended. */
  readonly stuck: AbortSignal | undefined;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** Calls to the threads of a Piscina. */
export interface Sessions {
  /** @throws what ended the thread that had the call */
  call(name: string, message: unknown, stuck?: AbortSignal): Promise<unknown>;
  /** So many threads that have nothing else to do. */
  participants(most: number): readonly Participant[];
}

/** A thread that may join in what the calling thread does. */
export interface Participant {
  /** It has left, or was ended: it does nothing any more. */
  readonly hasEnded: boolean;
  /** Tells it what a number in joint work stands for, once. */
  tell(meaning: Meaning): void;
  /** Wakes it if it dozes. */
  wake(): void;
  end(): void;
}

export interface SessionsOptions {
  readonly joint: SharedArrayBuffer;
  /** Hears what was done in joint work. */
  readonly onJoined: (report: TaskReport) => void;
}

/** Calls that take milliseconds each wait at their thread, which goes on with the next without waiting for this one. */
const short = 'transformChunk';
const mostAtOneThread = 2;

/**
 * Keeps workers in sessions: a Piscina task that answers one call after the other and ends when for a while none has
 * come. A call to a thread that is still awake takes a tenth of the time that a task of its own would.
 */
export function createSessions(piscina: Piscina, options: SessionsOptions): Sessions {
  const { maxThreads } = piscina.options;
  const waiting: Pending[] = [];
  const sessions = new Set<Session>();

  function dispatch(): void {
    for (let next; (next = waiting[0]) !== undefined;) {
      const session = sessionFor(next);
      if (!session) return;
      waiting.shift();
      session.send(next);
    }
  }

  function sessionFor({ name }: Pending): Session | undefined {
    const byLoad = [...sessions].toSorted((a, b) => a.calls.length - b.calls.length);
    const [idlest] = byLoad;
    if (idlest?.calls.length === 0) return idlest;
    if (sessions.size < maxThreads) return open();
    const mayFollow = ({ calls }: Session): boolean =>
      calls.length < mostAtOneThread && calls.every((call) => call.name === short);
    return name === short ? byLoad.find(mayFollow) : undefined;
  }

  function open(): Session {
    const session = new Session(piscina, options, {
      answered: dispatch,
      ended(left) {
        sessions.delete(session);
        waiting.unshift(...left);
        dispatch();
      },
    });
    sessions.add(session);
    return session;
  }

  return {
    call(name, message, stuck) {
      return new Promise((resolve, reject) => {
        waiting.push({ name, message, stuck, resolve, reject });
        dispatch();
      });
    },
    participants(most) {
      if (sessions.size < most) open();
      // Always the same ones: the others may rest, and leave their cores to this thread.
      return [...sessions].slice(0, most).filter(({ calls }) => calls.length === 0);
    },
  };
}

interface Events {
  answered(): void;
  /** With the calls that the thread had not begun. */
  ended(left: readonly Pending[]): void;
}

class Session implements Participant {
  /** Those that are not answered: the thread works on the first. */
  readonly calls: Pending[] = [];
  readonly #bell = new Doorbell();
  readonly #port: MessagePort;
  readonly #told = new Set<number>();
  readonly #stop = new AbortController();
  readonly #events: Events;
  readonly #onJoined: SessionsOptions['onJoined'];

  hasEnded = false;

  constructor(piscina: Piscina, { joint, onJoined }: SessionsOptions, events: Events) {
    this.#events = events;
    this.#onJoined = onJoined;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.on('message', (reply: Reply) => {
      this.#take(reply);
      events.answered();
    });
    // Piscina keeps the process alive while the session lasts.
    port1.unref();
    const served: ServedSession = { port: port2, bell: this.#bell.buffer, joint };
    const options = { name: 'serve', transferList: [port2], signal: this.#stop.signal };
    piscina.run(served, options).then(
      () => this.#end(),
      (thrown: unknown) => this.#end(toError(thrown)),
    );
  }

  send(call: Pending): void {
    this.calls.push(call);
    call.stuck?.addEventListener('abort', this.#onStuck);
    const { name, message } = call;
    this.#port.postMessage({ name, message } satisfies Call);
    this.#bell.ring();
  }

  tell(meaning: Meaning): void {
    if (this.#told.has(meaning.number)) return;
    keepLatest(this.#told.add(meaning.number));
    this.#port.postMessage({ name: 'mean', message: meaning } satisfies Call);
    this.#bell.ring();
  }

  wake(): void {
    if (!this.#bell.isAwake) this.#bell.ring();
  }

  end(): void {
    this.#stop.abort();
  }

  readonly #onStuck = (): void => this.end();

  #take(reply: Reply): void {
    if ('joined' in reply) this.#onJoined(reply.joined);
    else this.#answer(reply.answer);
  }

  #answer(answer: unknown): void {
    const call = this.calls.shift();
    call?.stuck?.removeEventListener('abort', this.#onStuck);
    call?.resolve(answer);
  }

  /** Without an error the thread has left; what it did not see is for others. */
  #end(error?: Error): void {
    for (let received; (received = receiveMessageOnPort(this.#port)) !== undefined;)
      this.#take(received.message as Reply);
    this.#port.close();
    this.hasEnded = true;
    const left = this.calls.splice(0);
    for (const { stuck } of left) stuck?.removeEventListener('abort', this.#onStuck);
    if (error) left.shift()?.reject(error);
    this.#events.ended(left);
  }
}

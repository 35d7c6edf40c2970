import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import { Doorbell } from './doorbell.ts';
import { toError } from './errors.ts';
import type { Call, Session as ServedSession } from './serve.ts';

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
}

/** Calls that take milliseconds each wait at their thread, which goes on with the next without waiting for this one. */
const short = 'transformChunk';
const mostAtOneThread = 2;

/**
 * Keeps workers in sessions: a Piscina task that answers one call after the other and ends when for a while none has
 * come. A call to a thread that is still awake takes a tenth of the time that a task of its own would.
 */
export function createSessions(piscina: Piscina): Sessions {
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
    const session = new Session(piscina, {
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
  };
}

interface Events {
  answered(): void;
  /** With the calls that the thread had not begun. */
  ended(left: readonly Pending[]): void;
}

class Session {
  /** Those that are not answered: the thread works on the first. */
  readonly calls: Pending[] = [];
  readonly #bell = new Doorbell();
  readonly #port: MessagePort;
  readonly #stop = new AbortController();
  readonly #events: Events;

  constructor(piscina: Piscina, events: Events) {
    this.#events = events;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.on('message', (answer: unknown) => {
      this.#answer(answer);
      events.answered();
    });
    // Piscina keeps the process alive while the session lasts.
    port1.unref();
    const served: ServedSession = { port: port2, bell: this.#bell.buffer };
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

  readonly #onStuck = (): void => this.#stop.abort();

  #answer(answer: unknown): void {
    const call = this.calls.shift();
    call?.stuck?.removeEventListener('abort', this.#onStuck);
    call?.resolve(answer);
  }

  /** Without an error the thread has left; what it did not see is for others. */
  #end(error?: Error): void {
    for (let received; (received = receiveMessageOnPort(this.#port)) !== undefined;)
      this.#answer(received.message);
    this.#port.close();
    const left = this.calls.splice(0);
    for (const { stuck } of left) stuck?.removeEventListener('abort', this.#onStuck);
    if (error) left.shift()?.reject(error);
    this.#events.ended(left);
  }
}

import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { Doorbell } from './doorbell.ts';
import { JointWork } from './joint-work.ts';
import type { TaskReport } from './task.ts';

/** What a worker serves: calls come in through a port, and a bell says that one has come. */
export interface Session {
  readonly port: MessagePort;
  readonly bell: SharedArrayBuffer;
  /** Work of the calling thread that this one may join. */
  readonly joint: SharedArrayBuffer;
}

export interface Call {
  /** What is called, of those that the worker offers. */
  readonly name: string;
  readonly message: unknown;
}

/** What comes back: the answer to the oldest call that has one, or what was done in joint work, which nobody waits for. */
export type Reply = { readonly answer: unknown } | { readonly joined: TaskReport };

export interface Handlers {
  /** Takes part in the piece of that number, and says whether others did too; what it throws ends the session. */
  join(work: JointWork, number: number): boolean;
  /** What was done in joint work since it was last asked for. */
  takeJoined(): TaskReport | undefined;
  /** Never throw, so that a call that fails always means a dead worker. */
  readonly calls: Readonly<Record<string, (message: never) => unknown>>;
}

/** One who dozes takes 50 µs or more to wake. The next call of a loop comes sooner than this. */
const awakeMs = 0.5;
/**
 * One who did a piece all alone was put on the core of the calling thread, which waited meanwhile. If it stays awake for
 * some ticks of the system's clock, one of the two is moved to a core that is idle.
 */
const stirMs = 8;
/** If none is idle, it costs the calling thread so much. */
const stirEveryMs = 200;

/** Answers calls in the order in which they come, until for a while none has come. */
export function serve({ port, bell, joint }: Session, handlers: Handlers): void {
  const doorbell = new Doorbell(bell);
  const work = new JointWork(joint);
  const reply = (message: Reply): void => port.postMessage(message);

  function answerAll(): void {
    for (let received; (received = receiveMessageOnPort(port)) !== undefined;) {
      const { name, message } = received.message as Call;
      const answer = handlers.calls[name]?.(message as never);
      if (answer !== undefined) reply({ answer });
    }
  }

  let seen = work.offered;
  const newPiece = (): number | undefined => {
    const { offered } = work;
    return offered === seen ? undefined : offered;
  };

  let stirredMs = -stirEveryMs;

  /** How long to stay awake for the next piece. */
  function joinIn(): number {
    const number = newPiece();
    if (number === undefined) return 0;
    seen = number;
    const others = handlers.join(work, number);
    if (others) return awakeMs;
    const now = performance.now();
    if (now < stirredMs + stirEveryMs) return 0;
    stirredMs = now;
    return stirMs;
  }

  for (;;) {
    const { rings } = doorbell;
    answerAll();
    const lookOutMs = joinIn();
    if (lookOutMs > 0 && doorbell.lookOut(rings, () => newPiece() !== undefined, lookOutMs))
      continue;
    const joined = handlers.takeJoined();
    if (joined) reply({ joined });
    if (!doorbell.doze(rings)) break;
  }
  port.close();
}

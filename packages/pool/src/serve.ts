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
  /** Takes part in joint work, and says whether others did too; what it throws ends the session. */
  join(work: JointWork): boolean;
  /** What was done in joint work since it was last asked for. */
  takeJoined(): TaskReport | undefined;
  /** Never throw, so that a call that fails always means a dead worker. */
  readonly calls: Readonly<Record<string, (message: never) => unknown>>;
}

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

  let piece = work.number;
  const hasNewPiece = (): boolean => work.number !== piece;

  /** Whether it gains by staying awake: one who did it all has the core that the calling thread needs. */
  function joinIn(): boolean {
    if (!hasNewPiece()) return false;
    piece = work.number;
    return handlers.join(work);
  }

  for (;;) {
    const { rings } = doorbell;
    answerAll();
    if (joinIn() && doorbell.lookOut(rings, hasNewPiece)) continue;
    const joined = handlers.takeJoined();
    if (joined) reply({ joined });
    if (!doorbell.doze(rings)) break;
  }
  port.close();
}

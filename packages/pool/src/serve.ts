import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { Doorbell } from './doorbell.ts';

/** What a worker serves: calls come in through a port, and a bell says that one has come. */
export interface Session {
  readonly port: MessagePort;
  readonly bell: SharedArrayBuffer;
}

export interface Call {
  /** What is called, of those that the worker offers. */
  readonly name: string;
  readonly message: unknown;
}

/** Never throw, so that a session that fails always means a dead worker. */
export type Handlers = Readonly<Record<string, (message: never) => unknown>>;

/** Answers calls in the order in which they come, until for a while none has come. */
export function serve({ port, bell }: Session, handlers: Handlers): void {
  const doorbell = new Doorbell(bell);
  let rings: number;
  do {
    rings = doorbell.rings;
    for (let received; (received = receiveMessageOnPort(port)) !== undefined;) {
      const { name, message } = received.message as Call;
      port.postMessage(handlers[name]?.(message as never));
    }
  } while (doorbell.listen(rings));
  port.close();
}

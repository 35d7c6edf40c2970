import type { HostMessage, PageMessage, PageRequests, RequestName } from '../../shared/protocol.ts';

/** Answers of a host to what its page may ask; a rejection is a refusal. */
export type Answers = {
  readonly [name in RequestName]?: (
    input: PageRequests[name]['input'],
    signal: AbortSignal,
  ) => PageRequests[name]['output'] | Promise<PageRequests[name]['output']>;
};

export interface Answering {
  readonly receive: (message: Extract<PageMessage, { kind: 'request' | 'cancel' }>) => void;
  /** Tells all answers under way to stop. */
  readonly dispose: () => void;
}

/** Answers or refuses every request, whatever becomes of it. */
export function answerRequests(
  answers: () => Answers,
  post: (message: HostMessage) => void,
): Answering {
  const underWay = new Map<number, AbortController>();

  async function answer(id: number, name: string, input: unknown): Promise<void> {
    const stopping = new AbortController();
    underWay.set(id, stopping);
    try {
      const table = answers();
      if (!Object.hasOwn(table, name)) {
        post({
          kind: 'refusal',
          id,
          code: 'PANEL_UNKNOWN_REQUEST',
          message: `the view has no answer to ${name}`,
        });
        return;
      }
      // The page is our own script, compiled with the same table of requests.
      const handler = table[name as RequestName] as (
        input: unknown,
        signal: AbortSignal,
      ) => unknown;
      const output = await handler(input, stopping.signal);
      post({ kind: 'answer', id, output });
    } catch (thrown) {
      const { code, message } = thrown as { code?: unknown; message?: unknown };
      post({
        kind: 'refusal',
        id,
        code: typeof code === 'string' ? code : 'PANEL_FAILED',
        message: typeof message === 'string' ? message : String(thrown),
      });
    } finally {
      underWay.delete(id);
    }
  }

  return {
    receive(message) {
      if (message.kind === 'request') void answer(message.id, message.name, message.input);
      else underWay.get(message.id)?.abort();
    },
    dispose() {
      for (const stopping of underWay.values()) stopping.abort();
    },
  };
}

import type { HostMessage, PageMessage, PageRequests, RequestName } from '../shared/protocol.ts';

/** The page's way to its host. */
export interface Host {
  /**
   * Asks, and gives up at the deadline.
   *
   * @throws PageError of the host's refusal, or `PANEL_DEADLINE`
   */
  request<N extends RequestName>(
    name: N,
    input: PageRequests[N]['input'],
    options?: { readonly deadlineMs?: number },
  ): Promise<PageRequests[N]['output']>;
  /** Takes an answer or a refusal. */
  receive(message: Extract<HostMessage, { kind: 'answer' | 'refusal' }>): void;
}

export class PageError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

interface Asked {
  readonly resolve: (output: unknown) => void;
  readonly reject: (reason: PageError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Whatever takes longer shows its progress by sections, and answers at once. */
const usualDeadlineMs = 10_000;

export function createHost(post: (message: PageMessage) => void): Host {
  const waiting = new Map<number, Asked>();
  let last = 0;

  function settle(id: number): Asked | undefined {
    const asked = waiting.get(id);
    if (asked) clearTimeout(asked.timer);
    waiting.delete(id);
    return asked;
  }

  return {
    request(name, input, { deadlineMs = usualDeadlineMs } = {}) {
      const id = ++last;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          settle(id);
          post({ kind: 'cancel', id });
          const waited = `${name} was not answered in ${deadlineMs / 1000} s`;
          reject(new PageError('PANEL_DEADLINE', waited));
        }, deadlineMs);
        // The host's answers are held to the same table of requests.
        waiting.set(id, { resolve: resolve as Asked['resolve'], reject, timer });
        post({ kind: 'request', id, name, input });
      });
    },
    receive(message) {
      const asked = settle(message.id);
      if (message.kind === 'answer') asked?.resolve(message.output);
      else asked?.reject(new PageError(message.code, message.message));
    },
  };
}

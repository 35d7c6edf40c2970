import { turnTaking } from './calling-thread.ts';

/**
 * Starts work on inputs as they come and yields the results in the order of the inputs.
 *
 * Reads ahead by at most `inFlight` inputs, and no further while the consumer does not ask. When
 * the consumer leaves, or anything fails, what is running is cancelled and waited for. Inputs and
 * results that are there at once wait for no promise: arrays may be many and small.
 */
export async function* inOrder<I, O>(
  inputs: Iterable<I> | AsyncIterable<I>,
  start: (input: I, signal: AbortSignal) => O | Promise<O>,
  inFlight: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<O, void, undefined> {
  signal?.throwIfAborted();
  const left = new AbortController();
  const cancelled = AbortSignal.any([left.signal, ...(signal ? [signal] : [])]);
  const iterator = iterate(inputs, cancelled);
  const takeTurns = turnTaking();
  const results: Result<O>[] = [];
  let reading: Promise<IteratorResult<I>> | undefined;
  let ended = false;

  function take(input: IteratorResult<I>): void {
    reading = undefined;
    if (input.done) ended = true;
    else results.push(resultOf(() => start(input.value, cancelled)));
  }

  try {
    for (;;) {
      const [first] = results;
      if (first && 'value' in first) {
        results.shift();
        yield first.value;
        const turn = takeTurns();
        if (turn) await turn;
        signal?.throwIfAborted();
      } else if (!ended && !reading && results.length < inFlight) {
        const input = iterator.next();
        if (input instanceof Promise) reading = input;
        else take(input);
      } else if (first || reading) {
        const news = await Promise.race([
          ...(first ? [first.promise.then((value) => ({ value }))] : []),
          ...(reading ? [reading.then((input) => ({ input }))] : []),
        ]);
        if ('input' in news) take(news.input);
        else results[0] = news;
      } else {
        return;
      }
    }
  } finally {
    left.abort();
    await Promise.allSettled(
      results.flatMap((result) => ('promise' in result ? result.promise : [])),
    );
    // Lets the source clean up. One that is still busy reading does so later: it may never answer.
    const returned = ended ? undefined : iterator.return();
    if (reading) returned?.catch(() => {});
    else await returned;
  }
}

/** There, or still to come. */
type Result<O> = { readonly value: O } | { readonly promise: Promise<O> };

/** A failure is thrown in its turn; until then it is not unhandled. */
function resultOf<O>(start: () => O | Promise<O>): Result<O> {
  try {
    const result = start();
    return result instanceof Promise ? { promise: watched(result) } : { value: result };
  } catch (thrown) {
    return { promise: watched(Promise.reject<O>(thrown as Error)) };
  }
}

function watched<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

interface Source<I> {
  next(): IteratorResult<I> | Promise<IteratorResult<I>>;
  return(): Promise<unknown>;
}

function iterate<I>(inputs: Iterable<I> | AsyncIterable<I>, cancelled: AbortSignal): Source<I> {
  if (!(Symbol.asyncIterator in inputs)) {
    const iterator = inputs[Symbol.iterator]();
    return { next: () => iterator.next(), return: async () => iterator.return?.() };
  }
  const iterator = inputs[Symbol.asyncIterator]();
  return {
    next: () => watched(unlessAborted(iterator.next(), cancelled)),
    return: async () => iterator.return?.(),
  };
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort);
    const forget = (): void => signal.removeEventListener('abort', onAbort);
    promise.finally(forget).then(resolve, reject);
  });
}

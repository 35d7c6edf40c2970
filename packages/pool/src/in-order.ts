import { turnTaking } from './calling-thread.ts';

/** Takes inputs together where that is cheaper than one by one. */
export interface Batch<I, O> {
  /** Adds an input and keeps nothing of it that may change; false if it is to be started by itself. */
  add(input: I): boolean;
  /** The results of the inputs that were added, in their order. */
  compute(): readonly O[];
}

/** A batch grows while it is collected in less than this, and shrinks otherwise: nobody waits long for its first result. */
const collectMs = 0.5;
const largestBatch = 1024;

/**
 * Starts work on inputs as they come and yields the results in the order of the inputs.
 *
 * Reads ahead by at most `inFlight` inputs, or by a batch of those that `batch` takes, and no further while the consumer
 * does not ask. When the consumer leaves, or anything fails, what is running is cancelled and waited for. Inputs and
 * results that are there at once wait for no promise: arrays may be many and small.
 */
export function inOrder<I, O>(
  inputs: Iterable<I> | AsyncIterable<I>,
  start: (input: I, signal: AbortSignal) => O | Promise<O>,
  inFlight: number,
  signal: AbortSignal | undefined,
  batch?: Batch<I, O>,
): AsyncGenerator<O, void, undefined> {
  const results = new ResultQueue<O>();
  const takeTurns = turnTaking();
  const generator = generate(inputs, start, inFlight, signal, batch, results, takeTurns);
  let asked = 0;
  let untilTurn = resultsPerTurn;

  async function ask(): Promise<IteratorResult<O, void>> {
    asked++;
    try {
      return await generator.next();
    } finally {
      asked--;
    }
  }

  return {
    /** What is there is handed out without waking the generator: that takes several promises a result. */
    next() {
      const isQuick = asked === 0 && --untilTurn > 0 && !signal?.aborted;
      const value = isQuick ? results.takeValue() : undefined;
      if (value !== undefined) return Promise.resolve({ done: false, value });
      untilTurn = resultsPerTurn;
      return ask();
    },
    return: () => generator.return(),
    throw: (thrown: unknown) => generator.throw(thrown),
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await generator.return()),
  };
}

/** So many results are handed out before the time is looked at. */
const resultsPerTurn = 256;

async function* generate<I, O>(
  inputs: Iterable<I> | AsyncIterable<I>,
  start: (input: I, signal: AbortSignal) => O | Promise<O>,
  inFlight: number,
  signal: AbortSignal | undefined,
  batch: Batch<I, O> | undefined,
  results: ResultQueue<O>,
  takeTurns: () => Promise<void> | undefined,
): AsyncGenerator<O, void, undefined> {
  signal?.throwIfAborted();
  const left = new AbortController();
  const cancelled = AbortSignal.any([left.signal, ...(signal ? [signal] : [])]);
  const iterator = iterate(inputs, cancelled);
  let reading: Promise<IteratorResult<I>> | undefined;
  let ended = false;
  let batchLength = 1;

  function take(input: IteratorResult<I>): void {
    reading = undefined;
    if (input.done) ended = true;
    else results.push(resultOf(() => start(input.value, cancelled)));
  }

  /** Reads inputs that are there at once, for as long as the batch takes them. */
  function takeBatch(into: Batch<I, O>): void {
    const began = performance.now();
    let input: IteratorResult<I> | Promise<IteratorResult<I>> | undefined;
    try {
      for (let taken = 0; taken < batchLength; taken++) {
        input = iterator.next();
        if (input instanceof Promise || input.done || !into.add(input.value)) break;
        input = undefined;
      }
    } catch (thrown) {
      ended = true;
      for (const value of into.compute()) results.push({ value });
      results.push({ promise: watched(Promise.reject<O>(thrown as Error)) });
      return;
    }
    for (const value of into.compute()) results.push({ value });
    const isQuick = performance.now() - began < collectMs;
    batchLength = isQuick ? Math.min(batchLength * 2, largestBatch) : Math.ceil(batchLength / 2);
    if (input instanceof Promise) reading = input;
    else if (input) take(input);
  }

  try {
    for (;;) {
      const { first } = results;
      if (first && 'value' in first) {
        results.shift();
        yield first.value;
        const turn = takeTurns();
        if (turn) await turn;
        signal?.throwIfAborted();
      } else if (!ended && !reading && results.length < inFlight) {
        if (batch) {
          takeBatch(batch);
          continue;
        }
        const input = iterator.next();
        if (input instanceof Promise) reading = input;
        else take(input);
      } else if (first || reading) {
        const news = await Promise.race([
          ...(first ? [first.promise.then((value) => ({ value }))] : []),
          ...(reading ? [reading.then((input) => ({ input }))] : []),
        ]);
        if ('input' in news) take(news.input);
        else results.replaceFirst(news);
      } else {
        return;
      }
    }
  } finally {
    left.abort();
    await Promise.allSettled(results.promises);
    // Lets the source clean up. One that is still busy reading does so later: it may never answer.
    const returned = ended ? undefined : iterator.return();
    if (reading) returned?.catch(() => {});
    else await returned;
  }
}

/** First in, first out; taking the first does not move the others. */
class ResultQueue<O> {
  #results: Result<O>[] = [];
  #head = 0;

  get length(): number {
    return this.#results.length - this.#head;
  }

  get first(): Result<O> | undefined {
    return this.#results[this.#head];
  }

  get promises(): readonly Promise<O>[] {
    return this.#results
      .slice(this.#head)
      .flatMap((result) => ('promise' in result ? [result.promise] : []));
  }

  push(result: Result<O>): void {
    this.#results.push(result);
  }

  shift(): void {
    if (++this.#head < this.#results.length) return;
    this.#results = [];
    this.#head = 0;
  }

  replaceFirst(result: Result<O>): void {
    this.#results[this.#head] = result;
  }

  /** Takes the first if it is there. */
  takeValue(): O | undefined {
    const { first } = this;
    if (!first || !('value' in first)) return undefined;
    this.shift();
    return first.value;
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

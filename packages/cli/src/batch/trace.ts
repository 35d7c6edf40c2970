import { open } from 'node:fs/promises';
import type { ChunkSpan } from '@actigrad/pool';
import { ioError } from '@actigrad/tensors/node';

/**
 * What each thread did when, as a trace that chrome://tracing and https://ui.perfetto.dev open.
 * @see https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export interface Trace {
  add(file: string, span: ChunkSpan): void;
  close(): Promise<void>;
}

/** Events are written while they come: there may be more than memory should hold. */
export async function openTrace(path: string): Promise<Trace> {
  const handle = await open(path, 'w').catch((cause: unknown) => {
    throw ioError(cause, 'create', path);
  });
  const started = performance.timeOrigin;
  const named = new Set<number>();
  let lines: string[] = ['['];
  let writing = Promise.resolve();
  let failure: unknown;
  let writes = 0;

  function push(event: object): void {
    lines.push(`${JSON.stringify(event)},`);
    if (lines.length >= linesAtATime) flush();
  }

  function flush(): void {
    const text = `${lines.join('\n')}\n`;
    lines = [];
    writing = writing
      .then(() => handle.appendFile(text))
      .catch((cause: unknown) => void (failure ??= cause));
  }

  return {
    add(file, { threadId, at, tensor, chunk, bytesRead, bytesWritten }) {
      const place = { pid: 1, tid: threadId };
      if (!named.has(threadId)) {
        named.add(threadId);
        const name = threadId < 0 ? 'calling thread' : `worker ${threadId}`;
        push({ name: 'thread_name', ph: 'M', ...place, args: { name } });
      }
      const [read, compute, write, end] = at.map((ms) => Math.round((ms - started) * 1000));
      const args = { file, tensor, chunk };
      const spans: readonly [string, number, number, object][] = [
        ['read', read ?? 0, compute ?? 0, { ...args, bytes: bytesRead }],
        ['compute', compute ?? 0, write ?? 0, args],
      ];
      for (const [name, start, stop, about] of spans)
        push({ name, cat: 'chunk', ph: 'X', ts: start, dur: stop - start, ...place, args: about });
      // Several are written at a time, beside what the threads do: spans that may overlap have a beginning and an end.
      const written = { name: 'write', cat: 'chunk', pid: 1, tid: 0, id: ++writes };
      push({ ...written, ph: 'b', ts: write, args: { ...args, bytes: bytesWritten } });
      push({ ...written, ph: 'e', ts: end });
    },
    async close() {
      // The last event has no comma after it.
      const end = { name: 'process_name', ph: 'M', pid: 1, tid: 0, args: { name: 'actigrad' } };
      lines.push(JSON.stringify(end), ']');
      flush();
      await writing;
      await handle.close();
      if (failure !== undefined) throw ioError(failure, 'write', path);
    },
  };
}

const linesAtATime = 1000;

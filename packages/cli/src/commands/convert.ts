import { runBatch, type BatchOptions, type Work } from '../batch/run-batch.ts';
import { convertStream } from '../batch/stream-file.ts';
import type { Context } from '../command-line/command.ts';
import { formatCount } from '../format.ts';

/** `actigrad convert <inputs…> -o <output>`: the same tensors in another format, or dtype. */
export async function convert(
  context: Context,
  paths: readonly string[],
  options: BatchOptions,
): Promise<void> {
  const work: Work = {
    command: 'convert',
    about: { dtype: options.dtype ?? null },
    perform: (pool, job, how) => pool.convertFile(job.input, job.output, how),
    performStream: (_pool, job, how) => convertStream(job, how),
    describe: ({ elements, format }) => `${formatCount(elements)} elements to .${format}`,
  };
  await runBatch(context, work, paths, options);
}

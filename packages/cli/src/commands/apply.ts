import { runBatch, type BatchOptions, type Work } from '../batch/run-batch.ts';
import { applyStream } from '../batch/stream-file.ts';
import type { Context } from '../command-line/command.ts';
import { formatCount } from '../format.ts';
import { chooseActivation } from '../parameters.ts';

export interface ApplyOptions extends BatchOptions {
  readonly param?: Record<string, number>;
}

/** `actigrad apply <fn> <inputs…> -o <output>`: f of every element, or with --backward dy · f'(x). */
export async function apply(
  context: Context,
  name: string,
  paths: readonly string[],
  options: ApplyOptions,
): Promise<void> {
  const activation = chooseActivation(name, options.param);
  const { id, parameters } = activation;
  const isGradient = options.backward !== undefined;
  const work: Work = {
    command: 'apply',
    about: { function: id, parameters, direction: isGradient ? 'backward' : 'forward' },
    perform: (pool, job, how) => pool.applyFile(activation, job.input, job.output, how),
    performStream: (pool, job, how) => applyStream(pool, activation, job, how),
    describe: ({ elements }) =>
      `${isGradient ? `gradient of ${id}` : id}: ${formatCount(elements)} elements`,
  };
  await runBatch(context, work, paths, options);
}

import type { BenchOptions } from '../commands/bench.ts';
import { wholeNumber, type AddCommand } from './command.ts';

export const addBench: AddCommand = (program, { output, signal }) => {
  program
    .command('bench')
    .description('measure how fast the kernels are on this machine, on one thread and on all')
    .argument('[functions...]', 'ids or names (default: relu, sigmoid, gelu)')
    .option('-t, --threads <count>', 'threads (default: one a core)', wholeNumber)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  actigrad bench tanh silu')
    .action(async (functions: string[], options: BenchOptions) => {
      const { bench } = await import('../commands/bench.ts');
      await bench(output, functions, options, signal);
    });
};

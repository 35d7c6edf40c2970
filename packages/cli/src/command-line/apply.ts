import type { ApplyOptions } from '../commands/apply.ts';
import { collectParameter } from '../parameters.ts';
import { wholeNumber, type AddCommand } from './command.ts';

export const addApply: AddCommand = (program, { output, signal }) => {
  program
    .command('apply')
    .description(
      'apply a function, or its gradient, to every element of an .npy file, on all cores',
    )
    .argument('<function>', 'id, display name or framework name')
    .argument('<input>', 'the .npy file of inputs x')
    .requiredOption('-o, --output <file>', 'the .npy file to write, whole or not at all')
    .option('-b, --backward <file>', "write dy · f'(x) for the dy in this .npy file")
    .option('-p, --param <name=value>', 'set a parameter (repeatable)', collectParameter)
    .option('-t, --threads <count>', 'threads (default: one a core)', wholeNumber)
    .addHelpText(
      'after',
      '\nExamples:\n  actigrad apply gelu x.npy -o y.npy\n  actigrad apply relu x.npy -b dy.npy -o dx.npy',
    )
    .action(async (name: string, input: string, options: ApplyOptions) => {
      const { apply } = await import('../commands/apply.ts');
      await apply(output, name, input, options, signal);
    });
};

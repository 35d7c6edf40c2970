import type { ApplyOptions } from '../commands/apply.ts';
import { collectParameter } from '../parameters.ts';
import { addBatchOptions } from './batch-options.ts';
import type { AddCommand } from './command.ts';

export const addApply: AddCommand = (program, context) => {
  const command = program
    .command('apply')
    .description('apply a function, or its gradient, to tensors in files of any size, on all cores')
    .argument('<function>', 'id, display name or framework name')
    .argument(
      '<inputs...>',
      '.npy, .npz, .safetensors, an index of shards, folders, patterns; - is an .npy from standard input',
    )
    .option('-b, --backward <path>', "write dy · f'(x) for the dy in this file or folder")
    .option('-p, --param <name=value>', 'set a parameter (repeatable)', collectParameter);
  addBatchOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  actigrad apply gelu x.npy -o y.npy
  actigrad apply relu x.npy -b dy.npy -o dx.npy
  actigrad apply silu dump.safetensors -o out.safetensors --select 'layer*.preactivation'
  actigrad apply tanh dumps/ -o results/ --resume --json
  generate | actigrad apply sigmoid - -o - | consume

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 partly failed, 130 and 143 interrupted.`,
    )
    .action(async (name: string, inputs: string[], options: ApplyOptions) => {
      const { apply } = await import('../commands/apply.ts');
      await apply(context, name, inputs, options);
    });
};

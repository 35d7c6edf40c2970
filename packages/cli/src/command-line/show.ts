import type { ShowOptions } from '../commands/show.ts';
import { collectParameter } from '../parameters.ts';
import type { AddCommand } from './command.ts';

export const addShow: AddCommand = (program, { output }) => {
  program
    .command('show')
    .description('show the curve of a function, its slope and the facts')
    .argument('<function>', 'id, display name or framework name: relu, "Leaky ReLU", torch.nn.ELU')
    .option('-p, --param <name=value>', 'set a parameter (repeatable)', collectParameter)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  actigrad show leaky-relu --param slope=0.2')
    .action(async (name: string, options: ShowOptions) => {
      const { show } = await import('../commands/show.ts');
      show(output, name, options);
    });
};

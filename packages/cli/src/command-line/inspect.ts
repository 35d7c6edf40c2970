import type { InspectOptions } from '../commands/inspect.ts';
import type { AddCommand } from './command.ts';

export const addInspect: AddCommand = (program, { output }) => {
  program
    .command('inspect')
    .description('say which layer of a captured network dies, and why')
    .argument('<capture>', 'a .safetensors file with layerN.preactivation, .weight, … tensors')
    .option('--activation <function>', 'the activation, where the file does not name it')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  actigrad inspect samples/networks/relu-dead-init.safetensors',
    )
    .action(async (path: string, options: InspectOptions) => {
      const { inspect } = await import('../commands/inspect.ts');
      await inspect(output, path, options);
    });
};

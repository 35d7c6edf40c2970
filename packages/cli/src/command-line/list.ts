import type { AddCommand } from './command.ts';

export const addList: AddCommand = (program, { output }) => {
  program
    .command('list')
    .description('list every function with its range, saturation and dead zone')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const { list } = await import('../commands/list.ts');
      list(output, options);
    });
};

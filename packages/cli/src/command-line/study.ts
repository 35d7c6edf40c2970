import type { StudyOptions } from '../commands/study.ts';
import type { AddCommand } from './command.ts';

export const addStudy: AddCommand = (program, { output, signal }) => {
  program
    .command('study')
    .description('test the claims about activation functions on real digits')
    .argument('[names...]', 'studies to run; default: all')
    .option('--list', 'name the studies and their claims, and run none')
    .option('--quick', 'small sizes: in seconds, with rougher figures')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  actigrad study --list\n  actigrad study dead-relu-initialisation\n  actigrad study --quick',
    )
    .action(async (names: string[], options: StudyOptions) => {
      const { study } = await import('../commands/study.ts');
      await study(output, names, options, signal);
    });
};

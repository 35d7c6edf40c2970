import { Argument } from 'commander';
import type { AddCommand } from './command.ts';

export const addCompletion: AddCommand = (program, { output }) => {
  program
    .command('completion')
    .description('print a script that completes this command in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      `
Examples:
  actigrad completion bash >> ~/.bashrc
  actigrad completion zsh > "\${fpath[1]}/_actigrad"
  actigrad completion fish > ~/.config/fish/completions/actigrad.fish`,
    )
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { completion } = await import('../commands/completion.ts');
      completion(output, program, shell);
    });
};

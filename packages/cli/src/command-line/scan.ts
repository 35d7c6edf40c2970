import type { AddCommand } from './command.ts';

export const addScan: AddCommand = (program, { output, reportFailures }) => {
  program
    .command('scan')
    .description('find activations and layer stacks in source files')
    .argument(
      '<paths...>',
      'files or folders: Python, notebooks, JavaScript, TypeScript, JSON, YAML',
    )
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  actigrad scan samples/workspace')
    .action(async (paths: string[], options: { json?: boolean }) => {
      const { scan } = await import('../commands/scan.ts');
      if (!(await scan(output, paths, options))) reportFailures();
    });
};

import type { InspectOptions } from '../commands/inspect.ts';
import type { AddCommand } from './command.ts';

export const addInspect: AddCommand = (program, { output, reportFailures }) => {
  program
    .command('inspect')
    .description('say which layer of a captured network dies, and why')
    .argument(
      '<captures...>',
      'files with layerN.preactivation, .weight, … tensors; a directory with one file a step; or - for NDJSON',
    )
    .option('--activation <function>', 'the activation, where the file does not name it')
    .option(
      '--preset <name>',
      'whose limits to judge by: actigrad, sagemaker, karpathy, deepchecker',
      'actigrad',
    )
    .option('--json', 'print JSON')
    .option('--html <file>', 'write a report with figures: one page, without scripts')
    .option(
      '--fail-on <kinds>',
      'exit with 1 on a finding: rules or their beginnings, or error, warning, note',
    )
    .addHelpText(
      'after',
      [
        '\nExamples:',
        '  actigrad inspect samples/networks/relu-dead-init.safetensors',
        '  actigrad inspect run/captures --html report.html',
        '  actigrad inspect run/captures --fail-on vanishing,dead',
      ].join('\n'),
    )
    .action(async (paths: string[], options: InspectOptions) => {
      const { inspect } = await import('../commands/inspect.ts');
      if (!(await inspect(output, paths, options))) reportFailures();
    });
};

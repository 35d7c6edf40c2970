import { Option } from 'commander';
import type { VerifyOptions } from '../commands/verify.ts';
import type { AddCommand } from './command.ts';

export const addVerify: AddCommand = (program, context) => {
  program
    .command('verify')
    .description(
      'read tensor files to the end: structure, lengths, checksums, numbers that are not finite',
    )
    .argument('<files...>', 'files, an index of shards, folders, patterns')
    .addOption(
      new Option('--npy-void2 <dtype>', 'what the two-byte void type of .npy holds').choices([
        'bf16',
      ]),
    )
    .option('--fail-on-nonfinite', 'a NaN or an infinity is a failure')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  actigrad verify dump.npz\n  actigrad verify dumps/ --json',
    )
    .action(async (paths: string[], options: VerifyOptions) => {
      const { verify } = await import('../commands/verify.ts');
      await verify(context, paths, options);
    });
};

import { InvalidArgumentError, Option } from 'commander';
import type { BatchOptions } from '../batch/run-batch.ts';
import { addBatchOptions } from './batch-options.ts';
import type { AddCommand } from './command.ts';

function floatDType(text: string): string {
  if (/^(f64|f32|f16|bf16)$/i.test(text)) return text.toUpperCase();
  throw new InvalidArgumentError('It must be f64, f32, f16 or bf16.');
}

export const addConvert: AddCommand = (program, context) => {
  const command = program
    .command('convert')
    .description('write tensors in another format (.npy, .npz, .safetensors) or dtype')
    .argument('<inputs...>', 'files, an index of shards, folders, patterns; - is standard input')
    .addOption(
      new Option('--dtype <dtype>', 'store the selected tensors so, rounded once to nearest even')
        .choices(['f64', 'f32', 'f16', 'bf16'])
        .argParser(floatDType),
    );
  addBatchOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  actigrad convert x.npy -o x.safetensors
  actigrad convert model.safetensors -o half.safetensors --dtype F16 --select '*.weight'
  actigrad convert dumps/ -o arrays/ --format npz`,
    )
    .action(async (inputs: string[], options: BatchOptions) => {
      const { convert } = await import('../commands/convert.ts');
      await convert(context, inputs, options);
    });
};

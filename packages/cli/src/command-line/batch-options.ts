import { InvalidArgumentError, Option, type Command } from 'commander';
import { wholeNumber } from './command.ts';

/** Options of every command that writes files from files. */
export function addBatchOptions(command: Command): Command {
  return command
    .option('-o, --output <path>', 'file to write, or folder for several; - is standard output')
    .option('--in-place', 'replace each input by its result, when that is whole')
    .option(
      '-s, --select <pattern>',
      'tensors by name, with * and ? (repeatable; default: all)',
      collect,
    )
    .addOption(
      new Option(
        '--others <what>',
        'what becomes of tensors that are not selected (default: copy)',
      ).choices(['copy', 'drop']),
    )
    .addOption(
      new Option(
        '--format <format>',
        'format to write, where the extension of the output does not say',
      ).choices(['npy', 'npz', 'safetensors']),
    )
    .option('--compress', 'deflate the .npz that is written; it cannot be resumed')
    .option('-t, --threads <count>', 'threads (default: one a core)', wholeNumber)
    .option(
      '--wide',
      'experimental, Node 22 or newer on x64: 256-bit operations where V8 gives the same bits with them',
    )
    .option(
      '--stall-timeout <seconds>',
      'end and replace a thread that has not moved for so long (default: 60)',
      positive,
    )
    .option('--resume', 'go on with what an interrupted run of the same work left')
    .option('--fail-on-nonfinite', 'fail at the first NaN or infinity in a result')
    .addOption(
      new Option('--npy-void2 <dtype>', 'what the two-byte void type of .npy holds').choices([
        'bf16',
      ]),
    )
    .option('--dry-run', 'say what would be written, and write nothing')
    .option('--json', 'print the results as one JSON object')
    .addOption(
      new Option('--progress <how>', 'a bar on a terminal (auto), lines of JSON, or none')
        .choices(['auto', 'json', 'none'])
        .default('auto'),
    )
    .option('--trace <file>', 'write what each thread did when, for chrome://tracing');
}

function positive(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number of seconds above 0.');
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

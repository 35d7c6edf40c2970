import { Command, CommanderError, InvalidArgumentError } from 'commander';
import type { ApplyOptions } from './commands/apply.ts';
import type { InspectOptions } from './commands/inspect.ts';
import type { ShowOptions } from './commands/show.ts';
import { describeError, exitCodeOf, exitCodes } from './errors.ts';
import type { Output } from './output.ts';
import { collectParameter } from './parameters.ts';
import { version } from './version.ts';

/**
 * Runs the command line and returns the exit code: 0 done, 1 failed, 2 wrong usage, 3 partly failed. Data goes to
 * `output.out`, everything else to `output.err`; an error is one line with its code.
 */
export async function run(
  args: readonly string[],
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  let code: number = exitCodes.ok;
  try {
    const program = createProgram(output, signal, () => (code = exitCodes.partlyFailed));
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (signal.aborted) {
      output.err.write('actigrad: interrupted; no output was written [CLI_INTERRUPTED]\n');
      return exitCodes.failed;
    }
    output.err.write(`${describeError(error)}\n`);
    return exitCodeOf(error);
  }
}

/** Each command's module is loaded when it is called: `list` need not start what `apply` uses. */
function createProgram(output: Output, signal: AbortSignal, reportFailures: () => void): Command {
  const program = new Command('actigrad')
    .description('Activation functions: see them, run them on all cores, find the layer that dies.')
    .version(version)
    .configureOutput({
      writeOut: (text) => output.out.write(text),
      writeErr: (text) => output.err.write(asOneLine(text)),
    })
    .showSuggestionAfterError()
    .exitOverride();

  program
    .command('list')
    .description('list every function with its range, saturation and dead zone')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const { list } = await import('./commands/list.ts');
      list(output, options);
    });

  program
    .command('show')
    .description('show the curve of a function, its slope and the facts')
    .argument('<function>', 'id, display name or framework name: relu, "Leaky ReLU", torch.nn.ELU')
    .option('-p, --param <name=value>', 'set a parameter (repeatable)', collectParameter)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  actigrad show leaky-relu --param slope=0.2')
    .action(async (name: string, options: ShowOptions) => {
      const { show } = await import('./commands/show.ts');
      show(output, name, options);
    });

  program
    .command('apply')
    .description(
      'apply a function, or its gradient, to every element of an .npy file, on all cores',
    )
    .argument('<function>', 'id, display name or framework name')
    .argument('<input>', 'the .npy file of inputs x')
    .requiredOption('-o, --output <file>', 'the .npy file to write, whole or not at all')
    .option('-b, --backward <file>', "write dy · f'(x) for the dy in this .npy file")
    .option('-p, --param <name=value>', 'set a parameter (repeatable)', collectParameter)
    .option('-t, --threads <count>', 'threads (default: one a core)', wholeNumber)
    .addHelpText(
      'after',
      '\nExamples:\n  actigrad apply gelu x.npy -o y.npy\n  actigrad apply relu x.npy -b dy.npy -o dx.npy',
    )
    .action(async (name: string, input: string, options: ApplyOptions) => {
      const { apply } = await import('./commands/apply.ts');
      await apply(output, name, input, options, signal);
    });

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
      const { inspect } = await import('./commands/inspect.ts');
      await inspect(output, path, options);
    });

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
      const { scan } = await import('./commands/scan.ts');
      if (!(await scan(output, paths, options))) reportFailures();
    });

  return program;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('It must be a whole number from 1.');
}

/** Commander's complaints in the form of ours; its usage text, which answers an empty call, as it is. */
function asOneLine(text: string): string {
  if (!text.startsWith('error: ')) return text;
  const message = text
    .slice('error: '.length)
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ');
  return `actigrad: ${message} [CLI_USAGE]\n`;
}

import { Command, CommanderError } from 'commander';
import { addApply } from './command-line/apply.ts';
import type { AddCommand, Context } from './command-line/command.ts';
import { addBench } from './command-line/bench.ts';
import { addCompletion } from './command-line/completion.ts';
import { addConvert } from './command-line/convert.ts';
import { addVerify } from './command-line/verify.ts';
import { addInspect } from './command-line/inspect.ts';
import { addList } from './command-line/list.ts';
import { addScan } from './command-line/scan.ts';
import { addShow } from './command-line/show.ts';
import { addStudy } from './command-line/study.ts';
import { InterruptedError, describeError, exitCodeOf, exitCodes } from './errors.ts';
import type { Output } from './output.ts';
import { version } from './version.ts';

/** In the order of the help. */
const commands: readonly AddCommand[] = [
  addList,
  addShow,
  addApply,
  addConvert,
  addVerify,
  addInspect,
  addScan,
  addStudy,
  addBench,
  addCompletion,
];

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
  const reportFailures = (failed: number = exitCodes.partlyFailed): void => void (code = failed);
  try {
    await createProgram({ output, signal, reportFailures }).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (signal.aborted && !(error instanceof InterruptedError)) {
      output.err.write('actigrad: interrupted; no output was written [CLI_INTERRUPTED]\n');
      return exitCodes.failed;
    }
    output.err.write(`${describeError(error)}\n`);
    return exitCodeOf(error);
  }
}

function createProgram(context: Context): Command {
  const { output } = context;
  const program = new Command('actigrad')
    .description('Activation functions: see them, run them on all cores, find the layer that dies.')
    .version(version)
    .configureOutput({
      writeOut: (text) => output.out.write(text),
      writeErr: (text) => output.err.write(asOneLine(text)),
    })
    .showSuggestionAfterError()
    .exitOverride();
  for (const addCommand of commands) addCommand(program, context);
  return program;
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

import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command. */
export const command: string = fileURLToPath(new URL('../dist/bundle/main.js', import.meta.url));

/** Runs the command as a process of its own, as a shell would with its output in pipes. */
export function actigrad(...args: readonly string[]): Promise<Run> {
  return spawnActigrad(...args).ended;
}

/** The same, with text or bytes on standard input. */
export function actigradReading(
  input: string | Uint8Array,
  ...args: readonly string[]
): Promise<Run> {
  const { process: child, ended } = spawnProgram(process.execPath, [command, ...args], {
    stdio: 'pipe',
  });
  child.stdin?.end(input);
  return ended;
}

export interface Spawned {
  readonly process: ChildProcess;
  readonly ended: Promise<Run>;
}

/** The same, with the process to send signals to. */
export function spawnActigrad(...args: readonly string[]): Spawned {
  return spawnProgram(process.execPath, [command, ...args]);
}

/** Another program that runs the command: a shell, a limit, another user. */
export function spawnProgram(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Spawned {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Run>((resolve, reject) => {
    child
      .on('error', reject)
      .on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { process: child, ended };
}

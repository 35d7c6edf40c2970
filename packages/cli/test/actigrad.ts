import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const command = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** Runs the built command as a process of its own, as a shell would with its output in pipes. */
export function actigrad(...args: readonly string[]): Promise<Run> {
  return spawnActigrad(...args).ended;
}

/** The same, with text on standard input. */
export function actigradReading(input: string, ...args: readonly string[]): Promise<Run> {
  const { process: child, ended } = spawnActigrad(...args);
  child.stdin?.end(input);
  return ended;
}

/** The same, with the process to send signals to. */
export function spawnActigrad(...args: readonly string[]): {
  readonly process: ChildProcess;
  readonly ended: Promise<Run>;
} {
  const child = spawn(process.execPath, [command, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Run>((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { process: child, ended };
}

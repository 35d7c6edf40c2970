import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Which process writes; pids come round again, so its start tells it from a later one. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  readonly started: string;
}

/** In place of the pid when the run has ended and its file may be resumed. */
export const nobody = 0;

export const thisProcess: Owner = {
  host: hostname(),
  pid: process.pid,
  started: startOf(process.pid),
};

/** Of a process on another host nothing can be known: its journal counts as its own until it is removed. */
export function isAlive({ host, pid, started }: Owner): boolean {
  if (pid === nobody) return false;
  if (host !== thisProcess.host) return true;
  return isRunning(pid) && startOf(pid) === started;
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, but is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Boot and clock tick at which a process started, where /proc tells (Linux); elsewhere the pid has to do. */
function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the command, in brackets, may hold spaces and brackets; the start is the 20th field after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; its parent just has not asked for the exit code.
    return fields[0] === 'Z' ? '' : `${boot} ${fields[19]}`;
  } catch {
    return '';
  }
}

// The process in which an editor runs its extensions, as Linux knows it.
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Resident memory of the extension host, now and at its most, MB; undefined where /proc is not there.
 *
 * @param {string} home that the editor was started with
 * @returns {{ residentMb: number, mostMb: number, threads: number } | undefined}
 */
export function extensionHostMemory(home) {
  for (const pid of processes()) {
    const command = read(`/proc/${pid}/cmdline`);
    if (!command.includes('type=extensionHost')) continue;
    if (!read(`/proc/${pid}/environ`).includes(home)) continue;
    const status = read(`/proc/${pid}/status`);
    const megabytes = (/** @type {string} */ field) =>
      Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1000;
    const threads = Number(/Threads:\s+(\d+)/.exec(status)?.[1]);
    return { residentMb: megabytes('VmRSS'), mostMb: megabytes('VmHWM'), threads };
  }
  return undefined;
}

function processes() {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process has ended, or is another user's.
    return '';
  }
}

import { fork } from 'node:child_process';
import type { Task, TaskResult } from './task.ts';

/**
 * Walks the tasks in processes, each of which takes the next when it has finished one.
 *
 * @throws Error if a process ended before its task did
 */
export async function walkOnCores(
  tasks: readonly Task[],
  processes: number,
  onResult: (result: TaskResult) => void,
): Promise<void> {
  const queue = [...tasks];
  const count = Math.min(processes, tasks.length);
  await Promise.all(Array.from({ length: count }, () => walkInProcess(queue, onResult)));
}

async function walkInProcess(queue: Task[], onResult: (result: TaskResult) => void): Promise<void> {
  const child = fork(new URL('walk-process.js', import.meta.url), { serialization: 'advanced' });
  try {
    await new Promise<void>((resolve, reject) => {
      const takeNext = (): void => {
        const task = queue.shift();
        if (task) child.send(task);
        else resolve();
      };
      child.on('error', reject);
      child.on('exit', (code) => reject(new Error(`a process of the walk ended with ${code}`)));
      child.on('message', (result: TaskResult) => {
        onResult(result);
        takeNext();
      });
      takeNext();
    });
  } finally {
    child.removeAllListeners();
    child.kill();
  }
}

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { actigrad } from './actigrad.ts';

test('--help explains every command on standard output', async () => {
  const { code, stdout } = await actigrad('--help');
  for (const command of ['list', 'show', 'apply', 'inspect']) expect(stdout).toContain(command);
  expect(code).toBe(0);
});

test('no command at all is wrong usage', async () => {
  const { code, stdout, stderr } = await actigrad();
  expect(stderr).toContain('Usage: actigrad');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('a reader that closes the pipe early is no failure', async () => {
  const command = fileURLToPath(new URL('../dist/bundle/main.js', import.meta.url));
  const child = spawn(process.execPath, [command, 'list', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

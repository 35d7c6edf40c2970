#!/usr/bin/env node
import { ioError } from '@actigrad/tensors/node';
import { describeError, exitCodes } from './errors.ts';
import { run } from './run.ts';

const signalCodes = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated } as const;
const stop = new AbortController();
let stoppedBy: keyof typeof signalCodes | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The first asks for an orderly end, the second does not wait for it.
    if (stoppedBy) process.exit(signalCodes[signal]);
    stoppedBy = signal;
    stop.abort();
  });
}
// A reader that has seen enough (head, less) closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.ok);
  process.stderr.write(`${describeError(ioError(error, 'write', 'standard output'))}\n`);
  process.exit(exitCodes.failed);
});

const colour = process.stdout.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
const output = { out: process.stdout, err: process.stderr, colour };
const code = await run(process.argv.slice(2), output, stop.signal);
process.exitCode = stoppedBy ? signalCodes[stoppedBy] : code;

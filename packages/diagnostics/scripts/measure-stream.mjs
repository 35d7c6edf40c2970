// Writes captures of so many gigabytes (10 by default), inspects them as a series, on this thread
// and through a pool, and prints time and peak memory. Removes them at the end.
//
//     node scripts/measure-stream.mjs [gigabytes] [directory]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, statfsSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspectSeries } from '@actigrad/diagnostics';
import { openCaptures } from '@actigrad/diagnostics/node';
import { createPool } from '@actigrad/pool';

const [gigabytes = '10', parent = tmpdir(), threads] = process.argv.slice(2);
const [units, samples, layers] = [512, 2 ** 16, 2];
const parts = ['preactivation', 'activation', 'preactivation.grad'];

/** A file of 805 MB: safetensors is a length, a header of JSON, and the numbers. */
function writeCapture(path, step, block) {
  const tensorBytes = samples * units * 4;
  const header = { __metadata__: { activation: 'tanh', step: String(step) } };
  let offset = 0;
  for (let layer = 0; layer < layers; layer++) {
    for (const part of parts) {
      const data_offsets = [offset, (offset += tensorBytes)];
      header[`layer${layer}.${part}`] = { dtype: 'F32', shape: [samples, units], data_offsets };
    }
  }
  const text = JSON.stringify(header);
  const padded = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  const file = openSync(path, 'w');
  writeSync(file, length);
  writeSync(file, padded);
  for (let written = 0; written < offset; written += block.length) writeSync(file, block);
  closeSync(file);
  return offset;
}

async function inspect() {
  const pool =
    threads === '0' ? undefined : createPool({ threads: Number(threads), runOn: 'workers' });
  const began = performance.now();
  const { layers: found, series } = await inspectSeries(openCaptures(parent), { pool });
  const seconds = (performance.now() - began) / 1000;
  await pool?.close();
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(
    `${threads === '0' ? 'this thread' : `${threads} worker threads`}: ${series.steps.length} steps, ` +
      `${found.length} layers, ${(Number(gigabytes) / seconds).toFixed(2)} GB/s in ${seconds.toFixed(1)} s, ` +
      `peak resident memory ${megabytes.toFixed(0)} MiB`,
  );
}

function writeAndMeasure() {
  const bytes = Number(gigabytes) * 1e9;
  const { bavail, bsize } = statfsSync(parent);
  if (bavail * bsize < 1.2 * bytes)
    throw new Error(
      `${parent} has ${(bavail * bsize) / 1e9} GB free; ${(1.2 * bytes) / 1e9} are needed`,
    );
  const folder = mkdtempSync(join(parent, 'actigrad-captures-'));
  try {
    const block = new Float32Array(2 ** 22).map((_, index) => 3 * Math.sin(index * 12.9898));
    let total = 0;
    for (let step = 0; total < bytes; step++)
      total += writeCapture(
        join(folder, `step-${step}.safetensors`),
        step,
        Buffer.from(block.buffer),
      );
    console.log(`${(total / 1e9).toFixed(2)} GB of captures`);
    for (const count of ['0', '2']) {
      const script = fileURLToPath(import.meta.url);
      const size = (total / 1e9).toFixed(2);
      execFileSync(process.execPath, [script, size, folder, count], { stdio: 'inherit' });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (threads === undefined) writeAndMeasure();
else await inspect();

// Prints how long `actigrad apply` takes beside `cp` and `sync` of the same file, in turns in one run, and how much
// memory it holds at most; 64 files with one thread and with two; and many small arrays through the pool beside direct
// calls. Usage: node scripts/measure-files.mjs [GiB of the large file: 4] [rounds: 2]. Needs three times the space in
// the folder for temporary files, and leaves nothing there.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gelu, relu, sigmoid } from '@actigrad/core';
import { createPool } from '@actigrad/pool';
import { writeNpy } from '@actigrad/tensors/node';

const command = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const [gib = 4, rounds = 2] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'actigrad-measure-'));
const path = (name) => join(folder, name);

/** 4 MiB, from -10 to 10. */
const piece = Float32Array.from(
  { length: 2 ** 20 },
  (_, index) => ((Math.imul(index + 1, 2654435761) >>> 0) / 2 ** 32 - 0.5) * 20,
);

function* pieces(count) {
  for (let index = 0; index < count; index++) yield piece;
}

async function seconds(act) {
  const began = performance.now();
  await act();
  return (performance.now() - began) / 1000;
}

/** Runs the command and resolves to its peak of resident memory, in MB. */
function actigrad(...args) {
  const report = 'process.on("exit",()=>console.error("maxRSS",process.resourceUsage().maxRSS))';
  const options = ['--import', `data:text/javascript,${encodeURIComponent(report)}`];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...options, command, ...args]);
    let stderr = '';
    child.stderr.on('data', (text) => (stderr += text));
    child.on('close', (code) => {
      const kilobytes = Number(/maxRSS (\d+)/.exec(stderr)?.[1]);
      if (code === 0) resolve(kilobytes / 1000);
      else reject(new Error(stderr));
    });
  });
}

const best = (values) => Math.min(...values);
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const show = (values, digits = 2) =>
  `${best(values).toFixed(digits)} (median ${median(values).toFixed(digits)})`;

async function measureLargeFile() {
  const megabytes = gib * 1024;
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < 3 * gib * 2 ** 30) throw new Error(`${folder} has too little space`);
  await writeNpy(path('x.npy'), {
    dtype: 'F32',
    shape: [megabytes / 4, 2 ** 20],
    data: pieces(megabytes / 4),
  });
  execFileSync('sync');
  const copies = [];
  const applied = {};
  const peaks = [];
  for (let round = 0; round < rounds; round++) {
    copies.push(
      await seconds(() => {
        execFileSync('cp', [path('x.npy'), path('copy.npy')]);
        execFileSync('sync');
      }),
    );
    rmSync(path('copy.npy'));
    for (const f of ['relu', 'gelu']) {
      const run = async () =>
        peaks.push(await actigrad('apply', f, path('x.npy'), '-o', path('y.npy'), '-t', '2'));
      (applied[f] ??= []).push(await seconds(run));
      rmSync(path('y.npy'));
      execFileSync('sync');
    }
  }
  console.log(`${gib} GiB float32 .npy, best and median of ${rounds} rounds, in seconds:`);
  console.log(`  cp and sync       ${show(copies)}`);
  for (const [f, times] of Object.entries(applied)) {
    const ratio = `${(best(times) / best(copies)).toFixed(2)} times cp (median ${(median(times) / median(copies)).toFixed(2)})`;
    console.log(`  apply ${f}, 2 threads  ${show(times)}: ${ratio}`);
  }
  console.log(`  peak memory of apply  ${Math.max(...peaks).toFixed(0)} MB`);
}

async function measureManyFiles() {
  mkdirSync(path('many'));
  for (let file = 0; file < 64; file++) {
    const data = pieces(4);
    await writeNpy(path(`many/${file}.npy`), { dtype: 'F32', shape: [4, 2 ** 20], data });
  }
  execFileSync('sync');
  const times = { 1: [], 2: [] };
  for (let round = 0; round < rounds + 1; round++) {
    for (const threads of ['1', '2']) {
      const output = path(`out-${threads}`);
      times[threads].push(
        await seconds(() => actigrad('apply', 'gelu', path('many'), '-o', output, '-t', threads)),
      );
      rmSync(output, { recursive: true });
      execFileSync('sync');
    }
  }
  console.log('64 files of 16 MiB, apply gelu, in seconds:');
  console.log(
    `  1 thread ${show(times[1])}, 2 threads ${show(times[2])}: ${(best(times[1]) / best(times[2])).toFixed(2)} times (median ${(median(times[1]) / median(times[2])).toFixed(2)})`,
  );
}

async function measureSmallArrays() {
  const inputs = Array.from({ length: 100_000 }, (_, index) => ({
    x: piece.slice(index, index + 100),
  }));
  const pool = createPool();
  console.log('100,000 arrays of 100 float32, in ms:');
  for (const f of [relu, sigmoid, gelu]) {
    const [direct, mapped] = [[], []];
    let sum = 0;
    for (let round = 0; round < 11; round++) {
      direct.push(
        1000 *
          (await seconds(() => {
            for (const { x } of inputs) sum += f.forward(x)[0];
          })),
      );
      mapped.push(
        1000 *
          (await seconds(async () => {
            for await (const y of pool.map(f, inputs)) sum += y[0];
          })),
      );
    }
    console.log(
      `  ${f.id}: direct calls ${show(direct, 0)}, pool.map ${show(mapped, 0)}: ${(median(mapped) / median(direct)).toFixed(2)} times`,
    );
  }
  await pool.close();
}

console.log(
  `${cpus()[0].model}, ${cpus().length} processors, Node ${process.version}, load ${loadavg()[0].toFixed(2)}`,
);
try {
  await measureSmallArrays();
  if (gib > 0) await measureLargeFile();
  await measureManyFiles();
} finally {
  rmSync(folder, { recursive: true });
}

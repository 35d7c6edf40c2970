// Prints how long `actigrad apply` takes beside `cp` and `sync` of the same file, in turns in one run, and how much
// memory it holds at most; 64 files with one thread and with two; and many small arrays through the pool beside direct
// calls. Usage: node scripts/measure-files.mjs [--only large,many,small] [--gib 4] [--rounds 3]. Needs three times the
// space in the folder for temporary files, and leaves nothing there; and `cp`, `sync` and `taskset`, as on Linux.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gelu, laplace, relu, sigmoid } from '@actigrad/core';
import { createPool } from '@actigrad/pool';
import { writeNpy } from '@actigrad/tensors/node';

const command = fileURLToPath(new URL('../dist/bundle/main.js', import.meta.url));
const { values: given } = parseArgs({
  options: {
    only: { type: 'string', default: 'small,large,many' },
    gib: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
  },
});
const [gib, rounds] = [Number(given.gib), Number(given.rounds)];
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
  return run([process.execPath], args);
}

/** On one core: with one thread of workers, what the others of a process do runs on a second. */
function actigradOnOneCore(...args) {
  return run(['taskset', '-c', '0', process.execPath], args);
}

function run([program, ...before], args) {
  const report = 'process.on("exit",()=>console.error("maxRSS",process.resourceUsage().maxRSS))';
  const options = ['--import', `data:text/javascript,${encodeURIComponent(report)}`];
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...before, ...options, command, ...args]);
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
      const args = ['apply', f, path('x.npy'), '-o', path('y.npy'), '-t', '2'];
      (applied[f] ??= []).push(await seconds(async () => peaks.push(await actigrad(...args))));
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

/** As a command, with its start, and in a process whose threads have started. */
async function measureManyFiles() {
  mkdirSync(path('many'));
  const files = Array.from({ length: 64 }, (_, file) => `${file}.npy`);
  for (const file of files)
    await writeNpy(path(`many/${file}`), { dtype: 'F32', shape: [4, 2 ** 20], data: pieces(4) });
  console.log(`64 files of 16 MiB, best and median of ${rounds} rounds, in seconds:`);
  await compareCopies();
  // The second has twice as much to compute, and as much to read and to write.
  for (const f of [gelu, laplace]) {
    const [asCommand, inProcess] = [
      { 1: [], 2: [] },
      { 1: [], 2: [] },
    ];
    const onOneCore = [];
    for (let round = 0; round < rounds; round++) {
      const alone = ['apply', f.id, path('many'), '-o', path('out'), '-t', '1'];
      onOneCore.push(await intoNewFolder(() => actigradOnOneCore(...alone)));
      for (const threads of [1, 2]) {
        const args = ['apply', f.id, path('many'), '-o', path('out'), '-t', String(threads)];
        asCommand[threads].push(await intoNewFolder(() => actigrad(...args)));
        const pool = createPool({ threads });
        const apply = (file) => pool.applyFile(f, path(`many/${file}`), path(`out/${file}`));
        await intoNewFolder(() => apply(files[0]));
        inProcess[threads].push(await intoNewFolder(() => inTurns(files, apply)));
        await pool.close();
      }
    }
    const ways = {
      command: asCommand,
      'command, 1 thread on 1 core': { 1: onOneCore, 2: asCommand[2] },
      'started pool': inProcess,
    };
    for (const [how, times] of Object.entries(ways)) {
      const ratio = `${(best(times[1]) / best(times[2])).toFixed(2)} times (median ${(median(times[1]) / median(times[2])).toFixed(2)})`;
      console.log(
        `  ${f.id}, ${how}: 1 thread ${show(times[1])}, 2 threads ${show(times[2])}: ${ratio}`,
      );
    }
  }
}

async function compareCopies() {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const copy = () => {
      execFileSync('cp', ['-r', `${path('many')}/.`, path('out')]);
      execFileSync('sync');
    };
    times.push(await intoNewFolder(copy));
  }
  console.log(`  cp and sync: ${show(times)}`);
}

/** Four at a time, as the command does. */
async function inTurns(files, act) {
  const left = files.values();
  const lane = async () => {
    for (const file of left) await act(file);
  };
  await Promise.all(Array.from({ length: 4 }, lane));
}

/**
 * Seconds, with the memory for as much as is written taken and given back just before: a virtual machine may have to
 * ask for each page of it anew, which takes longer than all that is measured here.
 */
async function intoNewFolder(act) {
  execFileSync('cp', ['-r', path('many'), path('out')]);
  execFileSync('sync');
  rmSync(path('out'), { recursive: true });
  mkdirSync(path('out'));
  const time = await seconds(act);
  rmSync(path('out'), { recursive: true });
  execFileSync('sync');
  return time;
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
  const parts = { small: measureSmallArrays, large: measureLargeFile, many: measureManyFiles };
  for (const part of given.only.split(',')) await parts[part]();
} finally {
  rmSync(folder, { recursive: true });
}

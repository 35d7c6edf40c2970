import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly node: string;
  readonly v8: string;
  /** Cores that were busy with something else when the run began. */
  readonly busyCores: number;
  /** Average over the minute before. */
  readonly load: number;
  readonly date: string;
  /** Of the peers, by name. */
  readonly versions: { readonly [name: string]: string };
}

export function readMachine(busyCores: number, versions: Machine['versions']): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    v8: process.versions.v8,
    busyCores,
    load: loadavg()[0] ?? 0,
    date: new Date().toISOString().slice(0, 10),
    versions,
  };
}

/** With half of the cores busy with something else, ratios are no longer those of the contenders. */
export function mostBusyCores(cores: number): number {
  return cores / 2;
}

/** Cores that are busy now, over two seconds; the load average still counts what built this. */
export async function measureBusyCores(): Promise<number> {
  const before = cpus();
  await sleep(2000);
  return cpus().reduce((busy, { times }, index) => {
    const earlier = before[index]?.times ?? times;
    const idle = times.idle - earlier.idle;
    const all = sum(times) - sum(earlier);
    return busy + (all > 0 ? 1 - idle / all : 0);
  }, 0);
}

function sum(times: Record<string, number>): number {
  return Object.values(times).reduce((total, ms) => total + ms, 0);
}

import type { Speed } from './measure.ts';

/** One place of the comparison. Speeds are the best of the rounds, in elements per second. */
export interface Cell {
  readonly direction: 'forward' | 'backward';
  /** Id of the function. */
  readonly function: string;
  readonly n: number;
  readonly threads: number;
  readonly ours: number;
  /** The fastest of the Node peers, each with at most these threads; null where none has the function. */
  readonly bestPeer: number | null;
  readonly peers: { readonly [name: string]: number };
  /** What copies and computes nothing, on one thread. */
  readonly memcpy: number;
  /** Ours with wide lanes; null where Node does not have them. */
  readonly wide: number | null;
  /** Ours where arrays are the program's own, on one thread. */
  readonly plainArrays: number;
  /** Best, median and worst round of each. */
  readonly rounds: { readonly [name: string]: Speed };
}

/** A speed of one contender. */
export interface Measured {
  readonly name: string;
  readonly threads: number;
  readonly speed: Speed;
}

/** What runs outside of Node is compared too, but is no Node peer. */
const otherRuntimes: ReadonlySet<string> = new Set(['pytorch']);
const notPeers: ReadonlySet<string> = new Set([
  'ours',
  'ours, plain arrays',
  'ours, wide',
  'memcpy',
]);

export function cellOf(
  key: Pick<Cell, 'direction' | 'function' | 'n' | 'threads'>,
  all: readonly Measured[],
): Cell {
  // Who cannot use more threads counts as it is.
  const byName = new Map<string, Speed>();
  for (const { name, speed } of all
    .filter((one) => one.threads <= key.threads)
    .toSorted((a, b) => a.threads - b.threads)) {
    byName.set(name, speed);
  }
  const peers = [...byName].filter(([name]) => !notPeers.has(name));
  const nodePeers = peers.filter(([name]) => !otherRuntimes.has(name));
  const bestOf = (name: string): number => byName.get(name)?.best ?? NaN;
  return {
    ...key,
    ours: bestOf('ours'),
    bestPeer: nodePeers.length > 0 ? Math.max(...nodePeers.map(([, { best }]) => best)) : null,
    peers: Object.fromEntries(peers.map(([name, { best }]) => [name, best])),
    memcpy: bestOf('memcpy'),
    wide: byName.get('ours, wide')?.best ?? null,
    plainArrays: bestOf('ours, plain arrays'),
    rounds: Object.fromEntries(byName),
  };
}

import { readFileSync } from 'node:fs';

// What the module of kernels exports, derived from the index of functions.

const root = new URL('../', import.meta.url);

/** The functions in the index, each with what its source says of it. */
export function readIndex() {
  const index = readFileSync(new URL('assembly/functions/index.ts', root), 'utf8');
  return [...index.matchAll(/export \{ (\w+) \} from '\.\/([\w-]+)'/g)].map(([, name, id]) => {
    const source = readFileSync(new URL(`assembly/functions/${id}.ts`, root), 'utf8');
    const kind = source
      .match(/class \w+<T extends number> extends (\w+)<T>/)?.[1]
      .replace(/^(Direct|(Slope)?ThroughFloat64)$/, 'Elementwise');
    if (!kind) throw new Error(`assembly/functions/${id}.ts has no class of a known kind`);
    const has = (method) => source.includes(`  ${method}(`);
    return {
      name,
      id,
      kind,
      learned: has('parameterSlope'),
      joined: { forward: has('joinedValueVectors'), backward: has('joinedSlopeVectors') },
    };
  });
}

/** What the names of a function's exports begin with. */
export const exportPrefix = (id) => id.replaceAll('-', '_');

const loops = {
  Elementwise: [
    { loop: 'forward', parameters: ['parameters', 'stride', 'x', 'y', 'bytes'], hasRounds: true },
    {
      loop: 'backward',
      parameters: ['parameters', 'stride', 'x', 'dy', 'y', 'bytes'],
      hasRounds: true,
    },
    {
      loop: 'parameterBackward',
      parameters: ['index', 'parameters', 'stride', 'x', 'dy', 'y', 'bytes'],
      learned: true,
    },
  ],
  Gated: [
    { loop: 'forward', parameters: ['parameters', 'v', 'g', 'y', 'bytes'] },
    { loop: 'backward', parameters: ['parameters', 'v', 'g', 'dy', 'dv', 'dg', 'bytes'] },
  ],
  Paired: [
    { loop: 'forward', parameters: ['x', 'first', 'second', 'bytes'] },
    { loop: 'backward', parameters: ['x', 'dFirst', 'dSecond', 'dx', 'bytes'] },
  ],
  Pieces: [
    { loop: 'forward', parameters: ['x', 'y', 'pieces', 'stride', 'bytes'] },
    { loop: 'backward', parameters: ['x', 'dy', 'dx', 'pieces', 'stride', 'bytes'] },
  ],
  Rowwise: [
    { loop: 'forward', parameters: ['x', 'y', 'rows', 'length'] },
    { loop: 'backward', parameters: ['x', 'dy', 'dx', 'rows', 'length'] },
  ],
};

/** Loops that no function of the index is part of, by the name that exports begin with. */
const otherLoops = {
  channels: {
    source: 'loops/channels',
    loops: [
      { loop: 'addBiases', parameters: ['x', 'biases', 'y', 'places', 'place', 'count'] },
      { loop: 'sumPlaces', parameters: ['x', 'sums', 'places', 'count'] },
      { loop: 'sumRuns', parameters: ['x', 'sums', 'run', 'left', 'count'] },
    ],
  },
  nonFinite: {
    source: 'loops/non-finite',
    loops: [{ loop: 'count', parameters: ['x', 'counts', 'length'] }],
  },
  maxout: {
    source: 'units/maxout',
    loops: [
      {
        loop: 'forward',
        export: 'unitForward',
        parameters: [
          'x',
          'weights',
          'biases',
          'y',
          'winners',
          'samples',
          'inputs',
          'outputs',
          'pieces',
        ],
      },
      {
        loop: 'backward',
        export: 'unitBackward',
        parameters: ['dy', 'winners', 'weights', 'dx', 'samples', 'inputs', 'outputs', 'pieces'],
      },
      {
        loop: 'parameterBackward',
        export: 'unitParameterBackward',
        parameters: [
          'x',
          'dy',
          'winners',
          'dWeights',
          'dBiases',
          'samples',
          'inputs',
          'outputs',
          'pieces',
        ],
      },
    ],
  },
};

/** Source of the entry: `export function leaky_relu_forward_f32(...)` and so on. */
export function entrySource(functions) {
  const lines = [
    `export { setScratch } from '../assembly/loops/tail';`,
    ...Object.keys(loops).map(
      (kind) => `import * as ${kind} from '../assembly/loops/${kind.toLowerCase()}';`,
    ),
    `import * as functions from '../assembly/functions/index';`,
    `import { Joined, Single } from '../assembly/loops/vectors';`,
    ...Object.entries(otherLoops).map(
      ([id, { source }]) => `import * as ${id} from '../assembly/${source}';`,
    ),
  ];
  const exportLoop = (name, call, parameters) => {
    const typed = parameters.map((parameter) => `${parameter}: usize`).join(', ');
    lines.push(
      `export function ${name}(${typed}): void {`,
      `  ${call}(${parameters.join(', ')});`,
      '}',
    );
  };
  for (const lane of ['f32', 'f64']) {
    for (const { name, id, kind, learned, joined } of functions) {
      for (const { loop, parameters, learned: onlyLearned, hasRounds } of loops[kind]) {
        if (onlyLearned && !learned) continue;
        const callFor = (vectors) =>
          `${kind}.${loop}<functions.${name}<${lane}>, ${lane}${vectors && `, ${vectors}`}>`;
        const exported = `${exportPrefix(id)}_${loop}`;
        exportLoop(`${exported}_${lane}`, callFor(hasRounds ? 'Single' : ''), parameters);
        if (lane === 'f32' && joined[loop])
          exportLoop(`${exported}_joined_${lane}`, callFor('Joined'), parameters);
      }
    }
    for (const [id, { loops: itsLoops }] of Object.entries(otherLoops)) {
      for (const { loop, export: exported = loop, parameters } of itsLoops) {
        exportLoop(`${id}_${exported}_${lane}`, `${id}.${loop}<${lane}>`, parameters);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

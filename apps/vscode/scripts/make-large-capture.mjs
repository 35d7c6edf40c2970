// A capture of about 1 GB: ten tanh layers of 1,024 units and 8,192 samples, whose gradient fades towards the input.
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { writeSafetensors } from '@actigrad/tensors/node';

const layerCount = 10;
const units = 1024;
const samples = 8192;
/** 4 MiB of N(0, 1), used again and again at another scale: figures are what is measured, not chance. */
const noise = normals(2 ** 20);

/** @param {string} path */
export async function makeLargeCapture(path) {
  const tensors = Array.from({ length: layerCount }, (_, layer) => layerTensors(layer)).flat();
  const metadata = new Map(Object.entries({ activation: 'tanh', step: '0' }));
  await writeSafetensors(path, tensors, metadata);
}

/**
 * Makes a capture of about so many bytes that are all 0 and take no room on the disk: what matters
 * of it is how long it takes to read.
 *
 * @param {string} path
 * @param {number} byteLength
 */
export async function makeSparseCapture(path, byteLength) {
  const count = Math.round(byteLength / (layerCount * 4 * units));
  const dataBytes = count * units * 4;
  const entries = Array.from({ length: layerCount }, (_, layer) => [
    `layer${layer}.preactivation`,
    {
      dtype: 'F32',
      shape: [count, units],
      data_offsets: [layer * dataBytes, (layer + 1) * dataBytes],
    },
  ]);
  const header = JSON.stringify({
    __metadata__: { activation: 'tanh' },
    ...Object.fromEntries(entries),
  });
  const file = await open(path, 'w');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  await file.write(Buffer.concat([length, Buffer.from(header)]));
  await file.truncate(8 + header.length + layerCount * dataBytes);
  await file.close();
}

/** @param {number} layer */
function layerTensors(layer) {
  const name = `layer${layer}`;
  const gradientScale = 1e-3 * 0.5 ** (layerCount - layer);
  return [
    tensor(`${name}.preactivation`, [samples, units], (z) => z * (1 + layer / 10)),
    tensor(`${name}.activation`, [samples, units], (z) => Math.tanh(z * (1 + layer / 10))),
    tensor(`${name}.preactivation.grad`, [samples, units], (z) => z * gradientScale),
    tensor(`${name}.weight`, [units, units], (z) => z / Math.sqrt(units)),
    tensor(`${name}.weight.grad`, [units, units], (z) => z * gradientScale),
  ];
}

/**
 * @param {string} name
 * @param {number[]} shape
 * @param {(z: number) => number} f
 */
function tensor(name, shape, f) {
  const length = shape.reduce((product, size) => product * size, 1);
  const chunk = noise.map(f);
  return {
    name,
    dtype: /** @type {const} */ ('F32'),
    shape,
    data: Readable.from(Array.from({ length: length / chunk.length }, () => chunk)),
  };
}

/** @param {number} length */
function normals(length) {
  const values = new Float32Array(length);
  let state = 1;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  for (let index = 0; index < length; index++) {
    values[index] = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  }
  return values;
}

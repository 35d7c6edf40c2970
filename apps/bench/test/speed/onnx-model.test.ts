import { expect, test } from 'vitest';
import { onnxModel } from '../../src/speed/onnx-model.ts';

/** Fields of one message of a protocol buffer, by number. */
function readMessage(bytes: Uint8Array): Map<number, (number | Uint8Array)[]> {
  const fields = new Map<number, (number | Uint8Array)[]>();
  let offset = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[offset++] as number;
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  };
  while (offset < bytes.length) {
    const tag = varint();
    const wireType = tag % 8;
    const length = wireType === 2 ? varint() : 4;
    const value = wireType === 0 ? varint() : bytes.slice(offset, (offset += length));
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
  }
  return fields;
}

const text = (value: unknown): string => new TextDecoder().decode(value as Uint8Array);
const messages = (value: readonly unknown[] | undefined) =>
  (value ?? []).map((bytes) => readMessage(bytes as Uint8Array));

test('a model has its nodes, attributes, constants, input and output', () => {
  const model = readMessage(
    onnxModel(
      [
        { operator: 'Elu', inputs: ['x'], output: 'h', attributes: { alpha: 0.5 } },
        { operator: 'PRelu', inputs: ['h', 'slope'], output: 'y', domain: 'other' },
      ],
      { slope: 0.25 },
    ),
  );
  const [graph] = messages(model.get(7));
  const [elu, prelu] = messages(graph?.get(1));
  expect(elu?.get(4)?.map(text)).toEqual(['Elu']);
  expect(elu?.get(1)?.map(text)).toEqual(['x']);
  expect(elu?.get(2)?.map(text)).toEqual(['h']);
  const [alpha] = messages(elu?.get(5));
  expect(text(alpha?.get(1)?.[0])).toBe('alpha');
  expect(alpha?.get(2)).toEqual([new Uint8Array(Float32Array.of(0.5).buffer)]);
  expect(prelu?.get(1)?.map(text)).toEqual(['h', 'slope']);
  expect(prelu?.get(7)?.map(text)).toEqual(['other']);
  expect(messages(graph?.get(5)).map((constant) => text(constant.get(8)?.[0]))).toEqual(['slope']);
  expect(messages(graph?.get(11)).map((input) => text(input.get(1)?.[0]))).toEqual(['x']);
  expect(messages(graph?.get(12)).map((output) => text(output.get(1)?.[0]))).toEqual(['y']);
  expect(messages(model.get(8)).map((set) => text(set.get(1)?.[0]))).toEqual(['', 'com.microsoft']);
});

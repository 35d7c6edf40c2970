/**
 * Writes ONNX models of a few nodes over one vector `x` to one vector `y`, in the wire format of
 * protocol buffers. Field numbers are those of onnx.proto.
 */
export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: { readonly [name: string]: number | string };
  /** Default: ONNX's own operators. */
  readonly domain?: string;
}

/** Scalars by name. */
export type OnnxConstants = { readonly [name: string]: number };

/** The first operator set with Swish, and a version of the format that holds it. */
const operatorSet = 24;
const formatVersion = 10;
const dataTypeFloat = 1;
const attributeKinds = { float: 1, string: 3 } as const;

export function onnxModel(nodes: readonly OnnxNode[], constants: OnnxConstants = {}): Uint8Array {
  const graph = [
    ...nodes.flatMap((node) => message(1, nodeFields(node))),
    ...text(2, 'activation'),
    ...Object.entries(constants).flatMap(([name, value]) =>
      message(5, [...integer(2, dataTypeFloat), ...text(8, name), ...message(4, float32(value))]),
    ),
    ...message(11, vectorFields('x')),
    ...message(12, vectorFields('y')),
  ];
  return Uint8Array.from([
    ...integer(1, formatVersion),
    ...message(7, graph),
    ...message(8, [...text(1, ''), ...integer(2, operatorSet)]),
    ...message(8, [...text(1, 'com.microsoft'), ...integer(2, 1)]),
  ]);
}

function nodeFields({ operator, inputs, output, attributes, domain }: OnnxNode): number[] {
  return [
    ...inputs.flatMap((input) => text(1, input)),
    ...text(2, output),
    ...text(4, operator),
    ...Object.entries(attributes ?? {}).flatMap(([name, value]) =>
      message(5, [
        ...text(1, name),
        ...(typeof value === 'string'
          ? [...text(4, value), ...integer(20, attributeKinds.string)]
          : [...tag(2, 5), ...float32(value), ...integer(20, attributeKinds.float)]),
      ]),
    ),
    ...(domain ? text(7, domain) : []),
  ];
}

/** A vector of float32 whose length is called n. */
function vectorFields(name: string): number[] {
  const shape = message(1, text(2, 'n'));
  const tensorType = [...integer(1, dataTypeFloat), ...message(2, shape)];
  return [...text(1, name), ...message(2, message(1, tensorType))];
}

function message(field: number, body: readonly number[]): number[] {
  return [...tag(field, 2), ...varint(body.length), ...body];
}

function text(field: number, value: string): number[] {
  return message(field, [...new TextEncoder().encode(value)]);
}

function integer(field: number, value: number): number[] {
  return [...tag(field, 0), ...varint(value)];
}

function tag(field: number, wireType: number): number[] {
  return varint(field * 8 + wireType);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

function float32(value: number): number[] {
  return [...new Uint8Array(Float32Array.of(value).buffer)];
}

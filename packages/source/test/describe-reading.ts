import type { Layer, Position, Stack, Use } from '@actigrad/source';

/** `2 pytorch leaky-relu slope=0.2 "nn.LeakyReLU(0.2)"`, then what is special about it. */
export function describeUse(use: Use): string {
  const text = `"${use.text.replaceAll('\n', '⏎').replace(/ {2,}/g, ' ')}"`;
  const notes = [
    ...(use.assumed ? ['assumed'] : []),
    ...(use.definition ? [`from ${place(use.definition.start)}`] : []),
    ...(use.unread.length ? [`unread ${use.unread.join(' ')}`] : []),
  ];
  return [
    place(use.start),
    use.framework,
    activation(use.function, use.parameters),
    text,
    ...notes,
  ].join(' ');
}

/** `stack net: dense 10 to 20 | relu | dropout 0.5 | dense 20 to 1; unread loop` */
export function describeStack({ name, layers, unread }: Stack): string {
  const rest = unread.length ? `; unread ${unread.map(({ what }) => what).join(' ')}` : '';
  return `stack ${name}: ${layers.map(describeLayer).join(' | ')}${rest}`;
}

function describeLayer(layer: Layer): string {
  const { kind, units, inputs, rate, from, bias, initializer, biasInitializer } = layer;
  const own =
    layer.activation === undefined ? [] : [activation(layer.activation, layer.parameters ?? {})];
  if (kind === 'activation') return own.join();
  return [
    kind,
    ...(units === undefined && inputs === undefined ? [] : [`${inputs ?? '?'} to ${units ?? '?'}`]),
    ...(rate === undefined ? [] : [String(rate)]),
    ...(from === undefined ? [] : [`from ${from}`]),
    ...own,
    ...(initializer ? [`by ${filler(initializer)}`] : []),
    ...(biasInitializer ? [`bias by ${filler(biasInitializer)}`] : []),
    ...(bias === false ? ['without bias'] : []),
  ].join(' ');
}

function activation(id: string, parameters: { readonly [name: string]: number }): string {
  return [
    id,
    ...Object.entries(parameters).map(([name, value]) => `${name}=${Number(value.toPrecision(6))}`),
  ].join(' ');
}

function filler({ name, parameters }: NonNullable<Layer['initializer']>): string {
  const given = Object.entries(parameters).map(([key, value]) => `${key}=${value}`);
  return given.length ? `${name}(${given.join(' ')})` : name;
}

function place({ line, cell }: Position): string {
  return cell === undefined ? String(line) : `${cell}:${line}`;
}

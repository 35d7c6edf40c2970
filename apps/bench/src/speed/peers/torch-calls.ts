import { activation, type FrameworkName } from '@actigrad/core';

/** A name of PyTorch with the arguments that make it mean our function. */
export interface TorchCall {
  readonly name: string;
  readonly arguments: { readonly [name: string]: unknown };
}

/** All names that a record gives the function in PyTorch. */
export function torchCalls(id: string): TorchCall[] {
  const f = activation(id);
  const argumentsOf = ({ parameters, when }: FrameworkName): [string, unknown][] => [
    ...Object.entries(parameters ?? {}).flatMap(([parameter, spec]): [string, unknown][] =>
      spec?.[0] ? [[spec[0], f.parameters[parameter]]] : [],
    ),
    ...Object.entries(when ?? {}).map(([name, [value]]): [string, unknown] => [name, value]),
  ];
  return (f.record.names.pytorch ?? []).map((named) => ({
    name: named.name,
    arguments: Object.fromEntries(argumentsOf(named)),
  }));
}

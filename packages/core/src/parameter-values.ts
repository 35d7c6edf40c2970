import { rangeError, typeError } from './errors.ts';
import { nearestNames } from './nearest-names.ts';
import type { ParameterValue } from './parameter-blocks.ts';
import type { ArrayFunctionRecord, Parameter } from './record.ts';

/** New values for some parameters: a number, or for learned ones also a list with one a channel. */
export type ParameterChanges<P extends string = string> = {
  readonly [name in P]?: number | ArrayLike<number>;
};

/**
 * The parameters of a function with some of them changed.
 *
 * @throws TypeError `CORE_UNKNOWN_PARAMETER`, RangeError or TypeError `CORE_PARAMETER_OUT_OF_RANGE`
 */
export function changeParameters<P extends string>(
  record: ArrayFunctionRecord<P>,
  parameters: { readonly [name in P]: ParameterValue },
  changes: ParameterChanges<P>,
): { readonly [name in P]: ParameterValue } {
  const changed: { [name in P]: ParameterValue } = { ...parameters };
  for (const [name, value] of Object.entries<unknown>(changes)) {
    if (!isParameter(record, name)) throw unknownParameter(record, name);
    changed[name] = checkValue(record.id, name, record.parameters[name], value);
  }
  return changed;
}

function isParameter<P extends string>(record: ArrayFunctionRecord<P>, name: string): name is P {
  return Object.hasOwn(record.parameters, name);
}

function unknownParameter({ id, parameters }: ArrayFunctionRecord, name: string): Error {
  const known = Object.keys(parameters);
  const offer =
    known.length > 0 ? `it has ${nearestNames(name, known).join(', ')}` : 'it takes none';
  return typeError('CORE_UNKNOWN_PARAMETER', `${id} has no parameter "${name}"; ${offer}`);
}

function checkValue(
  id: string,
  name: string,
  parameter: Parameter,
  value: unknown,
): ParameterValue {
  if (typeof value === 'number') return checkNumber(id, name, parameter, value);
  if (parameter.learned && isList(value)) {
    return Object.freeze(Array.from(value, (each) => checkNumber(id, name, parameter, each)));
  }
  const rule = parameter.learned ? 'a number, or a list with one a channel' : 'a number';
  throw typeError(
    'CORE_PARAMETER_OUT_OF_RANGE',
    `${name} of ${id} is ${String(value)}; it must be ${rule}`,
  );
}

function isList(value: unknown): value is ArrayLike<number> {
  return (
    typeof value === 'object' && value !== null && 'length' in value && Number(value.length) > 0
  );
}

function checkNumber(id: string, name: string, { min, max }: Parameter, value: number): number {
  if (Number.isFinite(value) && value >= min && value <= max) return value;
  const bounds = [
    'a finite number',
    ...(min === -Infinity ? [] : [`at least ${min}`]),
    ...(max === Infinity ? [] : [`at most ${max}`]),
  ];
  throw rangeError(
    'CORE_PARAMETER_OUT_OF_RANGE',
    `${name} of ${id} is ${value}; it must be ${bounds.join(', ')}`,
  );
}

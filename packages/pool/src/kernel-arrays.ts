import { arrayAt, placeOf, type Elements, type KernelPlace } from '@actigrad/core';

/**
 * Arrays in core's kernel memory, which the workers have joined, go to them as places: there they
 * are computed where they are, and posting a place costs less than posting a view.
 */
class Place {
  readonly kernelPlace: KernelPlace;
  constructor(place: KernelPlace) {
    this.kernelPlace = place;
  }
}

/** A message with each array in kernel memory replaced by its place. */
export function toPlaces(message: unknown): unknown {
  return mapArrays(message, (array) => {
    const place = isElements(array) ? placeOf(array) : undefined;
    return place ? new Place(place) : array;
  });
}

/** A message as it was before `toPlaces`. */
export function fromPlaces<T>(message: T): T {
  return mapArrays(message, (value) => (isPlace(value) ? arrayAt(value.kernelPlace) : value)) as T;
}

/** Walks plain objects, and lists that hold objects. */
function mapArrays(value: unknown, replace: (leaf: object) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return typeof value[0] === 'object' ? value.map((item) => mapArrays(item, replace)) : value;
  }
  if (isPlace(value) || Object.getPrototypeOf(value) !== Object.prototype) return replace(value);
  const mapped: Record<string, unknown> = {};
  for (const field in value) {
    mapped[field] = mapArrays((value as Record<string, unknown>)[field], replace);
  }
  return mapped;
}

/** Posting keeps fields and forgets classes. */
function isPlace(value: object): value is Place {
  return 'kernelPlace' in value;
}

function isElements(value: object): value is Elements {
  return value instanceof Float32Array || value instanceof Float64Array;
}

/**
 * Bytes of one parameter in a block: a vector, and for float32 two more with the same four numbers
 * in float64, which ThroughFloat64 reads: 1/6 rounded to float32 is not 1/6.
 */
export function parameterBytes<T extends number>(): usize {
  return sizeof<T>() == 4 ? 48 : 16;
}

/**
 * A function of one number, in lanes. Subclasses are written once for both lane types and hold no
 * fields: an instance *is* the address of its parameter block.
 */
export abstract class Elementwise<T extends number> {
  /** f(x) */
  abstract value(x: v128): v128;
  /** f'(x), computed from x and never from a rounded f(x) */
  abstract slope(x: v128): v128;
  /** ∂f/∂(parameter number `index`) at x, for functions with learned parameters */
  parameterSlope(index: usize, x: v128): v128 {
    return unreachable();
  }
}

/**
 * A function computed in lanes of T itself. Nothing overrides its method: an instance has no header
 * from which the compiler could tell its class.
 */
export abstract class Direct<T extends number> extends Elementwise<T> {
  /** Parameter number `index` in the order of the record, in every lane. */
  parameter(index: usize): v128 {
    return v128.load(changetype<usize>(this) + index * parameterBytes<T>());
  }
  /** The same in float64 lanes: of the two halves of a float32 vector for the lower one. */
  wideParameter(index: usize): v128 {
    return wideParameter<T>(changetype<usize>(this), index);
  }
  /** The same for the upper half. */
  upperParameter(index: usize): v128 {
    return wideParameter<T>(changetype<usize>(this) + 16, index);
  }
}

/** A parameter in float64 lanes. */
export function wideParameter<T extends number>(block: usize, index: usize): v128 {
  // In a float32 block the float64 numbers follow the vector.
  const offset: usize = sizeof<T>() == 4 ? 16 : 0;
  return v128.load(block + index * parameterBytes<T>(), offset);
}

/**
 * A function of two numbers, a value v and a gate g: v · gate(g). An instance is the address of the
 * gate's parameters, as for Elementwise.
 */
export abstract class Gated<T extends number> {
  abstract gate(g: v128): v128;
  abstract gateSlope(g: v128): v128;
}

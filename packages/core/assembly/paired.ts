/** A function that gives two numbers for one, in lanes. */
export abstract class Paired<T extends number> {
  abstract first(x: v128): v128;
  abstract second(x: v128): v128;
  abstract firstSlope(x: v128): v128;
  abstract secondSlope(x: v128): v128;
}

import { instructionsOf } from './kernels.ts';

/**
 * Work of the float32 kernels, read from their compiled loops: unlike a time it is the same on every
 * machine. Counted are vector instructions for four elements, with loads and stores; float64 lanes
 * inside a kernel take two for one. Counted is the loop for all parameters; where one that is the
 * same for all elements allows a shorter one, as in leaky ReLU, long arrays take less.
 */
export interface Cost {
  /** f(x) */
  readonly forward: number;
  /** dy · f'(x) */
  readonly backward: number;
}

/**
 * `light`: arithmetic alone, so that long arrays go as fast as memory does. `medium`: about as much
 * as one exponential. `heavy`: more than that.
 */
export type SpeedClass = 'light' | 'medium' | 'heavy';

/** Most instructions of the classes; an exponential and a division take about 30. */
const mostLight = 26;
const mostMedium = 60;

export function speedClass(instructions: number): SpeedClass {
  if (instructions <= mostLight) return 'light';
  return instructions <= mostMedium ? 'medium' : 'heavy';
}

export function costOf(id: string): Cost {
  return { forward: instructionsOf(id, 'forward'), backward: instructionsOf(id, 'backward') };
}

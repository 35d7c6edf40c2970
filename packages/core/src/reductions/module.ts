import type { Dtype } from '../elements.ts';
import { instantiate } from '../instantiate.ts';
import { reductionBinary } from '../reduction-binary.ts';

type Reductions = ReturnType<typeof instantiate>;

let instance: Reductions | undefined;

/** One export of the compiled reductions, which are instantiated at first use: most programs have none. */
export function reductionLoop(name: string, dtype?: Dtype): Reductions[string] {
  instance ??= instantiate(reductionBinary);
  const suffix = dtype && (dtype === 'float32' ? '_f32' : '_f64');
  const found = instance[`${name}${suffix ?? ''}`];
  if (!found) throw new Error(`the compiled reductions have no ${name}`);
  return found;
}

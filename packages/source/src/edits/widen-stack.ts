import { activations } from '@actigrad/core';
import type { Layer, Stack } from '../read-source.ts';
import type { LayerChange } from './change-stack.ts';
import { refuse, type Refusal } from './refusal.ts';

/** What keeps the width of its input, so that a new width goes through it. */
const passing = /^(activation|normalization|dropout|add)$/;

/** What may have numbers of its own that depend on the widths. */
const mayNeedWidth = /^(layer|operation|branch|condition|loop|outputs|units|inputs)$/;

/**
 * Gives all hidden layers one width, on both sides, with the normalisations between. The input and
 * the output keep theirs. Refused where something of the stack may no longer fit.
 */
export function widenStack({ layers, unread }: Stack, width: number): LayerChange[] | Refusal {
  const unfit = unread.find(({ what }) => mayNeedWidth.test(what));
  if (unfit) return refuse('needs-width', unfit.text.split('\n')[0]!);
  const dense = layers.flatMap(({ kind }, index) => (kind === 'dense' ? [index] : []));
  const [first, last] = [dense[0], dense.at(-1)];
  if (first === undefined || last === undefined || first === last) return refuse('no-hidden');
  const changes: LayerChange[] = [];
  /** By layer, what comes out of it, before and after. */
  const before: (number | undefined)[] = [];
  const after: (number | undefined)[] = [];
  for (const [index, layer] of layers.entries()) {
    const isInside = index > first && index < last;
    if (isInside && layer.kind !== 'dense' && !keepsWidth(layer))
      return refuse('needs-width', layer.name ?? layer.kind);
    if (layer.kind === 'dense') {
      const known = before.at(index - 1);
      // The layer before may put out another width than it has units: gated functions do.
      if (index > first && layer.inputs !== undefined && layer.inputs !== known)
        return refuse('needs-width', layer.name ?? layer.kind);
      const change: LayerChange = {
        layer: index,
        ...(index !== last && layer.units !== width && { units: width }),
        ...(index !== first && layer.inputs !== width && { inputs: width }),
      };
      if (change.units !== undefined || change.inputs !== undefined) changes.push(change);
      before.push(layer.units);
      after.push(index === last ? layer.units : width);
      continue;
    }
    const [old, next] = [before.at(index - 1), after.at(index - 1)];
    if (layer.kind === 'add' && layer.from !== undefined) {
      const [oldFrom, nextFrom] =
        layer.from < 0 ? [undefined, undefined] : [before[layer.from], after[layer.from]];
      const input = layers[first]!.inputs;
      const [oldBeside, nextBeside] = layer.from < 0 ? [input, input] : [oldFrom, nextFrom];
      if (oldBeside === old && nextBeside !== next) return refuse('needs-width', '+');
    }
    if (layer.kind === 'normalization' && isInside && old !== next)
      changes.push({ layer: index, inputs: width });
    before.push(keepsWidth(layer) ? old : undefined);
    after.push(keepsWidth(layer) ? next : undefined);
  }
  return changes;
}

/** Gated functions and maxout put out fewer units than they take. */
function keepsWidth({ kind, activation }: Layer): boolean {
  return passing.test(kind) && (activation === undefined || activations.has(activation));
}

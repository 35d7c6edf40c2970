import { layerShapeOf, type LayerShape } from '../layer-kinds.ts';
import { positionsIn } from '../position.ts';
import type { Layer, Stack } from '../read-source.ts';
import { callArguments, type WrittenCall } from './call-arguments.ts';
import type { LayerChange } from './change-stack.ts';
import { uniteEdits, type EditableSource, type SourceEdit } from './editable-source.ts';
import { numberOf } from './named-number.ts';
import { refuse, type Refusal } from './refusal.ts';
import { styleOf, write, type Style } from './rewrite-use.ts';
import { spellFilling, spellInitializer, type SpelledInitializer } from './spell-initializer.ts';

type Code = EditableSource & { readonly language: Style['language'] };

interface Drafted {
  readonly edits: readonly SourceEdit[];
  /** With the initialisers as the text will be read. */
  readonly layers: readonly LayerChange[];
}

/** An argument that is written into a call: over what is there, or beside it. */
type Argument = { readonly name: string; readonly text: string | undefined };

/** Edits that change the arguments of layers, and the calls that fill their weights. */
export function draftLayers(
  source: Code,
  stack: Stack,
  changes: readonly LayerChange[],
): Drafted | Refusal {
  const edits: SourceEdit[] = [];
  const layers: LayerChange[] = [];
  const places = changes.map(({ layer }) => stack.layers[layer]!);
  const unfit = besideWidths(source, stack, changes);
  if (unfit) return refuse('needs-width', unfit);
  for (const change of changes) {
    const layer = stack.layers[change.layer]!;
    const drafted = draftLayer(source, stack, layer, change, places);
    if ('refused' in drafted) return drafted;
    edits.push(...drafted.edits);
    layers.push(drafted.change);
  }
  const united = uniteEdits(edits);
  return united
    ? { edits: united.filter(({ before, after }) => before !== after), layers }
    : refuse('conflict');
}

/** The text of an activation that has a width of its own, as of learned parameters: one for each unit. */
function besideWidths(
  { texts }: Code,
  { layers }: Stack,
  changes: readonly LayerChange[],
): string | undefined {
  const old = new Set(
    changes.flatMap(({ layer, units }) => (units === undefined ? [] : [layers[layer]!.units])),
  );
  const textOf = ({ start, end }: Layer): string =>
    texts[start.cell ?? 0]?.slice(start.offset, end.offset) ?? '';
  const dense = layers.filter(({ kind }) => kind === 'dense').map(textOf);
  const written = layers
    .filter(({ kind }) => kind === 'activation')
    // The layer that it is applied to may stand in its parentheses.
    .map((layer) => dense.reduce((text, inner) => text.replace(inner, ''), textOf(layer)));
  return written.find((text) =>
    [...text.matchAll(/\b\d+\b/g)].some(([number]) => old.has(Number(number))),
  );
}

function draftLayer(
  source: Code,
  { framework = 'pytorch' }: Stack,
  layer: Layer,
  change: LayerChange,
  places: readonly Layer[],
): { readonly edits: readonly SourceEdit[]; readonly change: LayerChange } | Refusal {
  const { language } = source;
  const { name = '', start, end } = layer;
  const text = source.texts[start.cell ?? 0] ?? '';
  const style = styleOf(language, text);
  const shape = shapeOf(name);
  const call = callArguments(text, start.offset, end.offset, language);
  if (!shape || !call) return refuse('arguments', name || layer.kind);
  const edits: SourceEdit[] = [];
  const added: string[] = [];
  const set = (argument: string, value: string | undefined): Refusal | undefined => {
    const edit = setArgument(text, call, shape, { name: argument, text: value }, style);
    if (!edit) return undefined;
    if ('refused' in edit) return edit;
    if ('added' in edit) added.push(edit.added);
    else edits.push(place(source, start.cell, edit));
    return undefined;
  };
  for (const key of ['units', 'inputs'] as const) {
    const [argument, value] = [shape[key], change[key]];
    // Where the framework takes the width from the layer before, nothing is written.
    if (argument === undefined || value === undefined) continue;
    const written = findArgument(call, shape, argument);
    if (!written) {
      if (key === 'inputs') continue;
      return refuse('no-argument', call.word);
    }
    const number = numberOf(source, written, start.cell, places);
    if (!number) return refuse('no-number', written.value);
    edits.push(place(source, number.cell, { ...number, after: String(value) }));
  }
  let refusal: Refusal | undefined;
  if (change.bias !== undefined) {
    if (shape.bias === undefined) return refuse('no-argument', call.word);
    if (
      !change.bias &&
      framework === 'pytorch' &&
      source.texts.some((each) => /\.bias\b/.test(each ?? ''))
    )
      return refuse('uses-bias');
    refusal = set(shape.bias, change.bias ? undefined : write(false, style));
  }
  let { initializer } = change;
  if (initializer !== undefined && !refusal) {
    const spelled = draftInitializer(source, framework, layer, call, initializer, style);
    if ('refused' in spelled) return spelled;
    if (spelled.edit) edits.push(spelled.edit);
    else if (shape.initializers) refusal = set(shape.initializers.weights, spelled.text);
    else return refuse('no-argument', call.word);
    initializer = spelled.reads;
  }
  if (refusal) return refusal;
  if (added.length > 0) {
    const inside = added.join(', ');
    const after = call.isOpen
      ? `{ ${inside} }`
      : `${call.separator}${added.join(call.separator || ', ')}`;
    edits.push(place(source, start.cell, { start: call.end, end: call.end, after }));
  }
  return {
    edits,
    change: { ...change, ...(initializer !== undefined && { initializer }) },
  };
}

interface DraftedInitializer extends SpelledInitializer {
  /** Of the call that fills the weights; absent where an argument of the layer says it. */
  readonly edit?: SourceEdit;
}

function draftInitializer(
  source: Code,
  framework: NonNullable<Stack['framework']>,
  layer: Layer,
  { word }: WrittenCall,
  wanted: NonNullable<LayerChange['initializer']> | null,
  style: Style,
): DraftedInitializer | Refusal {
  if (framework !== 'pytorch') {
    if (wanted === null) return { text: undefined, reads: null };
    const text = source.texts.map((each) => each ?? '').join('\n');
    const spelled = spellInitializer(framework, wanted, word, layer.name ?? '', text, style);
    return spelled ?? refuse('no-initializer', framework);
  }
  const { filled } = layer;
  if (!filled) return refuse('not-filled', word);
  if (wanted === null) return refuse('no-initializer', framework);
  const { cell } = filled.start;
  const text = source.texts[cell ?? 0] ?? '';
  const call = callArguments(text, filled.start.offset, filled.end.offset, 'python');
  const spelled = call && spellFilling(wanted, call, styleOf('python', text));
  if (!spelled) return refuse(call ? 'no-initializer' : 'arguments', framework);
  const [start, end] = [filled.start.offset, filled.end.offset];
  return { ...spelled, edit: place(source, cell, { start, end, after: spelled.text ?? '' }) };
}

/** Of layers, and of what stands between them and has the width of its input. */
function shapeOf(name: string): LayerShape | undefined {
  const shape = layerShapeOf(name);
  if (shape?.kind !== 'normalization') return shape;
  if (/^torch\.nn\.(Batch|Instance)Norm|^flax\.nnx\.\w+Norm$/.test(name))
    return { ...shape, arguments: ['num_features'], inputs: 'num_features' };
  if (/^torch\.nn\.(Layer|RMS)Norm$/.test(name))
    return { ...shape, arguments: ['normalized_shape'], inputs: 'normalized_shape' };
  return /^torch\.nn\.(?!Lazy)/.test(name) ? undefined : shape;
}

function findArgument(
  { arguments: written }: WrittenCall,
  { arguments: order }: LayerShape,
  name: string,
): WrittenCall['arguments'][number] | undefined {
  const camel = camelCase(name);
  const positional = written.filter((each) => each.name === undefined);
  return (
    written.find((each) => each.name === name || each.name === camel) ??
    (order.includes(name) ? positional[order.indexOf(name)] : undefined)
  );
}

type Edit = { readonly start: number; readonly end: number; readonly after: string };

/** Undefined where the text has it already; an argument that is not there is added with others. */
function setArgument(
  text: string,
  call: WrittenCall,
  shape: LayerShape,
  { name, text: value }: Argument,
  style: Style,
): Edit | { readonly added: string } | Refusal | undefined {
  const written = findArgument(call, shape, name);
  if (!written) {
    if (value === undefined) return undefined;
    const spelled = call.assigns === ': ' ? camelCase(name) : name;
    return { added: `${spelled}${call.assigns}${value}` };
  }
  if (value !== undefined) {
    // What is computed there stays the text's own.
    if (written.value === value) return undefined;
    return { start: written.valueStart, end: written.end, after: value };
  }
  // Taken out with the comma before it, if nothing else stands between.
  const before = call.arguments[call.arguments.indexOf(written) - 1];
  if (
    written.name !== undefined &&
    before &&
    /^\s*,\s*$/.test(text.slice(before.end, written.start))
  )
    return { start: before.end, end: written.end, after: '' };
  if (/^(True|False|true|false)$/.test(written.value))
    return { start: written.valueStart, end: written.end, after: write(true, style) };
  return refuse('arguments', call.word);
}

function place({ texts }: Code, cell: number | undefined, { start, end, after }: Edit): SourceEdit {
  const text = texts[cell ?? 0] ?? '';
  return {
    ...(cell !== undefined && { cell }),
    start,
    end,
    line: positionsIn(text)(start).line,
    before: text.slice(start, end),
    after,
  };
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

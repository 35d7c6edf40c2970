import type {
  CaptureChoices,
  CaptureEvent,
  LayerView,
  NetworkView,
  Refusal,
  TensorFigures,
} from './report.ts';

type Opened = Extract<CaptureEvent, { kind: 'opened' }>;
type Notice = Extract<CaptureEvent, { kind: 'notice' }>;

/** All that is known of a capture so far: what the view shows. */
export interface CaptureState {
  /** Its file or directory, as the user knows it. */
  readonly name: string;
  readonly choices: CaptureChoices;
  readonly phase: 'reading' | 'done' | 'cancelled' | 'failed';
  readonly opened: Opened | null;
  /** Share of the values that the figures rest on, while they are those of a sample. */
  readonly preview: { readonly read: number; readonly total: number } | null;
  /** One, or of a series one a step; in a preview figures that are not measured yet are estimates. */
  readonly networks: readonly NetworkView[];
  /** Layers that are measured as a whole. */
  readonly measured: readonly string[];
  /** Of tensors outside layers, and of layers that could not be measured. */
  readonly tensors: { readonly [name: string]: TensorFigures };
  readonly progress: {
    readonly readBytes: number;
    readonly totalBytes: number;
    readonly elapsedMs: number;
  } | null;
  readonly notices: readonly Notice[];
  readonly refusal: Refusal | null;
}

export function newCapture(name: string, choices: CaptureChoices): CaptureState {
  return {
    name,
    choices,
    phase: 'reading',
    opened: null,
    preview: null,
    networks: [],
    measured: [],
    tensors: {},
    progress: null,
    notices: [],
    refusal: null,
  };
}

/** Takes in what was told, `elapsedMs` after the start. */
export function afterEvent(
  state: CaptureState,
  event: CaptureEvent,
  elapsedMs: number,
): CaptureState {
  switch (event.kind) {
    case 'opened':
      return { ...state, opened: event };
    case 'preview': {
      const { read, total, network, tensors } = event;
      return {
        ...state,
        preview: { read, total },
        networks: network ? [network] : [],
        tensors: Object.fromEntries(tensors.map((figures) => [figures.name, figures])),
      };
    }
    case 'progress': {
      const { readBytes, totalBytes } = event;
      return { ...state, progress: { readBytes, totalBytes, elapsedMs } };
    }
    case 'tensor': {
      const { figures } = event;
      return { ...state, tensors: { ...state.tensors, [figures.name]: figures } };
    }
    case 'layer':
      return {
        ...state,
        measured: [...state.measured, event.layer.figures.layer],
        networks: [withLayer(state.networks[0], event.layer)],
      };
    case 'network':
      return { ...state, networks: [...state.networks.slice(0, event.index), event.network] };
    case 'notice':
      // All starts anew.
      return {
        ...newCapture(state.name, state.choices),
        opened: state.opened,
        notices: [...state.notices, event],
      };
    case 'done':
      return { ...state, phase: 'done', preview: null };
    case 'failed':
      break;
  }
  return { ...state, phase: 'failed', refusal: event.refusal };
}

/** Takes the figures of a whole layer in place of its estimates. */
function withLayer(network: NetworkView | undefined, layer: LayerView): NetworkView {
  const none = { step: null, layers: [], problems: [], findings: null, deaths: {} };
  const { layers, ...rest } = network ?? none;
  const isThere = layers.some(({ figures }) => figures.layer === layer.figures.layer);
  return {
    ...rest,
    layers: isThere
      ? layers.map((each) => (each.figures.layer === layer.figures.layer ? layer : each))
      : [...layers, layer],
  };
}

/** What a layer does to its input, in the words that frameworks share. */
export type LayerKind =
  | 'dense'
  | 'convolution'
  | 'recurrent'
  | 'embedding'
  | 'attention'
  | 'normalization'
  | 'activation'
  | 'dropout'
  | 'pooling'
  | 'resampling'
  | 'flatten'
  | 'reshape'
  | 'add';

/** A layer's constructor: its arguments by position, and which of them say what we tell. */
export interface LayerShape {
  readonly kind: LayerKind;
  readonly arguments: readonly string[];
  readonly units?: string;
  readonly inputs?: string;
  /** Of a dropout, with its default. */
  readonly rate?: readonly [argument: string, fallback: number | null];
  readonly bias?: string;
  readonly initializers?: { readonly weights: string; readonly bias: string };
}

const torchDense: LayerShape = {
  kind: 'dense',
  arguments: ['in_features', 'out_features', 'bias'],
  inputs: 'in_features',
  units: 'out_features',
  bias: 'bias',
};
const torchConvolution: LayerShape = {
  kind: 'convolution',
  arguments: [
    'in_channels',
    'out_channels',
    'kernel_size',
    'stride',
    'padding',
    'dilation',
    'groups',
    'bias',
  ],
  inputs: 'in_channels',
  units: 'out_channels',
  bias: 'bias',
};
const torchRecurrent: LayerShape = {
  kind: 'recurrent',
  arguments: ['input_size', 'hidden_size', 'num_layers'],
  inputs: 'input_size',
  units: 'hidden_size',
  bias: 'bias',
};
const torchDropout: LayerShape = { kind: 'dropout', arguments: ['p', 'inplace'], rate: ['p', 0.5] };

const kerasInitializers = { weights: 'kernel_initializer', bias: 'bias_initializer' };
const kerasDense: LayerShape = {
  kind: 'dense',
  arguments: ['units', 'activation', 'use_bias', 'kernel_initializer', 'bias_initializer'],
  units: 'units',
  inputs: 'input_dim',
  bias: 'use_bias',
  initializers: kerasInitializers,
};
const kerasConvolution: LayerShape = {
  kind: 'convolution',
  arguments: [
    'filters',
    'kernel_size',
    'strides',
    'padding',
    'data_format',
    'dilation_rate',
    'groups',
    'activation',
    'use_bias',
    'kernel_initializer',
    'bias_initializer',
  ],
  units: 'filters',
  bias: 'use_bias',
  initializers: kerasInitializers,
};
const kerasRecurrent: LayerShape = {
  kind: 'recurrent',
  arguments: ['units', 'activation'],
  units: 'units',
  bias: 'use_bias',
  initializers: kerasInitializers,
};
const kerasDropout: LayerShape = { kind: 'dropout', arguments: ['rate'], rate: ['rate', null] };

const flaxInitializers = { weights: 'kernel_init', bias: 'bias_init' };
const flaxDense: LayerShape = {
  kind: 'dense',
  arguments: ['features', 'use_bias'],
  units: 'features',
  bias: 'use_bias',
  initializers: flaxInitializers,
};
const nnxDense: LayerShape = {
  kind: 'dense',
  arguments: ['in_features', 'out_features'],
  inputs: 'in_features',
  units: 'out_features',
  bias: 'use_bias',
  initializers: flaxInitializers,
};

function plain(kind: LayerKind): LayerShape {
  return { kind, arguments: [] };
}

/** Constructors by framework, as patterns of the last word of their name. */
const shapes: readonly (readonly [name: RegExp, shape: LayerShape])[] = [
  [/^torch\.nn\.Linear$/, torchDense],
  [/^torch\.nn\.LazyLinear$/, { ...torchDense, arguments: ['out_features', 'bias'] }],
  [/^torch\.nn\.Conv(Transpose)?[123]d$/, torchConvolution],
  [
    /^torch\.nn\.LazyConv(Transpose)?[123]d$/,
    { ...torchConvolution, arguments: torchConvolution.arguments.slice(1) },
  ],
  [/^torch\.nn\.(RNN|LSTM|GRU)(Cell)?$/, torchRecurrent],
  [
    /^torch\.nn\.Embedding$/,
    {
      kind: 'embedding',
      arguments: ['num_embeddings', 'embedding_dim'],
      units: 'embedding_dim',
      inputs: 'num_embeddings',
    },
  ],
  [
    /^torch\.nn\.(MultiheadAttention|Transformer\w*)$/,
    { kind: 'attention', arguments: ['d_model'] },
  ],
  [/^torch\.nn\.\w*Dropout[123]?d?$/, torchDropout],
  [/^torch\.nn\.(Lazy)?\w+Norm[123]?d?$/, plain('normalization')],
  [/^torch\.nn\.\w*Pool[123]d$/, plain('pooling')],
  [/^torch\.nn\.Flatten$/, plain('flatten')],
  [/^torch\.nn\.(Unflatten|PixelShuffle|PixelUnshuffle|Fold|Unfold)$/, plain('reshape')],
  [/^torch\.nn\.(Upsample|\w*Pad[123]d)$/, plain('resampling')],
  [/^keras\.layers\.Dense$/i, kerasDense],
  [/^keras\.layers\.(Separable)?Conv[123]D(Transpose)?$/i, kerasConvolution],
  [
    /^keras\.layers\.DepthwiseConv[12]D$/i,
    { ...kerasConvolution, arguments: ['kernel_size', 'strides', 'padding'] },
  ],
  [/^keras\.layers\.(LSTM|GRU|SimpleRNN|CuDNNLSTM|CuDNNGRU)$/i, kerasRecurrent],
  [
    /^keras\.layers\.Embedding$/i,
    {
      kind: 'embedding',
      arguments: ['input_dim', 'output_dim'],
      units: 'output_dim',
      inputs: 'input_dim',
    },
  ],
  [/^keras\.layers\.(MultiHeadAttention|Attention|AdditiveAttention)$/i, plain('attention')],
  [/^keras\.layers\.(Spatial|Alpha|Gaussian)?Dropout([123]D)?$/i, kerasDropout],
  [/^keras\.layers\.(\w+Normalization|Normalization)$/i, plain('normalization')],
  [/^keras\.layers\.(Global)?(Max|Average|Avg)Pool(ing)?[123]D$/i, plain('pooling')],
  [/^keras\.layers\.Flatten$/i, plain('flatten')],
  [/^keras\.layers\.(Reshape|Permute|RepeatVector)$/i, plain('reshape')],
  [
    /^keras\.layers\.(UpSampling[123]D|ZeroPadding[123]D|Cropping[123]D|Resizing)$/i,
    plain('resampling'),
  ],
  [/^flax\.linen\.Dense(General)?$/, flaxDense],
  [/^flax\.linen\.Conv(Transpose)?$/, { ...flaxDense, kind: 'convolution' }],
  [
    /^flax\.linen\.Embed$/,
    {
      kind: 'embedding',
      arguments: ['num_embeddings', 'features'],
      units: 'features',
      inputs: 'num_embeddings',
    },
  ],
  [/^flax\.nnx\.Linear$/, nnxDense],
  [/^flax\.nnx\.Conv(Transpose)?$/, { ...nnxDense, kind: 'convolution' }],
  [/^flax\.(linen|nnx)\.Dropout$/, kerasDropout],
  [/^flax\.(linen|nnx)\.\w+Norm$/, plain('normalization')],
];

const known = new Map<string, LayerShape | undefined>();

/** The shape of a layer's constructor by its current name; tfjs makes the layers of Keras. */
export function layerShapeOf(name: string): LayerShape | undefined {
  if (!known.has(name)) {
    const asKeras = name.replace(/^tf\.layers\./, 'keras.layers.');
    known.set(name, shapes.find(([pattern]) => pattern.test(asKeras))?.[1]);
  }
  return known.get(name);
}

/** What functions and methods of tensors do, by their last word; 'same' changes nothing that we tell. */
const functions: readonly (readonly [name: RegExp, kind: LayerKind | 'same'])[] = [
  [/dropout/, 'dropout'],
  [/pool/, 'pooling'],
  [/^(batch|layer|group|instance|rms|local_response)_norm$/, 'normalization'],
  [/^(flatten|ravel)$/, 'flatten'],
  [
    /^(view|view_as|reshape|permute|transpose|squeeze|unsqueeze|unflatten|expand_dims|swapaxes|movedim|t)$/,
    'reshape',
  ],
  [/^(interpolate|pad)$/, 'resampling'],
  [
    /^(to|float|half|double|bfloat16|contiguous|clone|detach|cuda|cpu|type|type_as|requires_grad_|astype|cast|checkpoint_name)$/,
    'same',
  ],
];

export function functionKindOf(word: string): LayerKind | 'same' | undefined {
  return functions.find(([pattern]) => pattern.test(word))?.[1];
}

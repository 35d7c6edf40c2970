import { TensorStatistics, type CapturedTensor } from '@actigrad/diagnostics';

/** Elements read at a time: 1 MiB of float32, a few milliseconds of work. */
const chunkLength = 2 ** 18;

/** Statistics of a tensor as a whole, whatever its shape. */
export async function measurePlain(tensor: CapturedTensor): Promise<TensorStatistics> {
  const length = tensor.shape.reduce((product, size) => product * size, 1);
  const layout = { units: 1, inner: Math.max(length, 1), cycle: length, samples: length };
  const statistics = new TensorStatistics(layout);
  for await (const chunk of tensor.chunks({ chunkLength })) statistics.add(chunk);
  return statistics;
}

import { channelsOf, placeIn, placesOf, type ChannelLayout, type Channels } from './channels.ts';
import { requireDtype, type Elements } from './elements.ts';
import { kernelOf, view } from './kernels.ts';
import { tiles } from './tiles.ts';

/** How the input of a function is read. */
export interface InputOptions<E extends Elements = Elements> extends ChannelLayout {
  /**
   * One number a channel, of the dtype of x, that is added to x: the function is that of x + bias,
   * to the same bits as if the sums had been stored first. Default: none.
   */
  readonly bias?: E;
}

/** x + bias, a stretch at a time. */
export interface AddedBias {
  /** The channels that the numbers are of. */
  readonly channels: Channels;
  /**
   * Adds to the elements from number `start` on, which stand at `address`, and gives the address of
   * the sums: `target`, or a tile that is valid until the next call.
   */
  addTo(address: number, start: number, count: number, target?: number): number;
}

const addBiases = {
  float32: kernelOf('channels', 'addBiases', 'float32'),
  float64: kernelOf('channels', 'addBiases', 'float64'),
};

/**
 * The bias among the options.
 *
 * @throws TypeError `CORE_DTYPE`, RangeError `CORE_SHAPE`
 */
export function addedBias(x: Elements, options: InputOptions): AddedBias | undefined {
  return options.bias && layOutBias(x, options.bias, options);
}

function layOutBias(x: Elements, bias: Elements, layout: ChannelLayout): AddedBias {
  const dtype = requireDtype(x, bias, 'bias');
  const channels = channelsOf(x.length, layout, [bias], 'bias');
  const { inner, start: first } = channels;
  const add = addBiases[dtype];
  const tile = view(tiles.bias, dtype);
  const places = placesOf(channels);
  const isRepeated = places < x.length && places <= tile.length;
  if (isRepeated) write(0, places);

  /** Lays out the biases of the elements from `position`. */
  function write(position: number, count: number): void {
    let { channel, within } = placeIn(channels, position);
    for (let at = 0; at < count; within = 0) {
      // Of several neighbours there is one bias, and several biases for one element each.
      const length = inner === 1 ? bias.length - channel : inner - within;
      const end = Math.min(at + length, count);
      if (inner === 1) tile.set(bias.subarray(channel, channel + end - at), at);
      else tile.fill(bias[channel] as number, at, end);
      channel = inner === 1 || channel + 1 === bias.length ? 0 : channel + 1;
      at = end;
    }
  }

  return {
    channels,
    addTo(address, start, count, target = tiles.x.address) {
      const position = first + start;
      if (isRepeated) {
        add(address, tiles.bias.address, target, places, position % places, count);
      } else {
        write(position, count);
        add(address, tiles.bias.address, target, count, 0, count);
      }
      return target;
    },
  };
}

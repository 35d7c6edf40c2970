import { rangeError } from './errors.ts';
import { layerFigures, type LayerFigures } from './layer-figures.ts';
import type { NetworkStatistics } from './layer-statistics.ts';

/** The course of a network over captured steps. */
export interface Series {
  readonly steps: readonly number[];
  readonly layers: ReadonlyMap<string, LayerSeries>;
}

export interface LayerSeries {
  /** One for each step, in order. */
  readonly figures: readonly LayerFigures[];
  /** The units that are dead at the last step, and since when. */
  readonly deaths: readonly UnitDeath[];
}

export interface UnitDeath {
  readonly unit: number;
  /** The step from which on it has been dead, and its index in the series. */
  readonly step: number;
  readonly index: number;
}

/** Keeps figures and deaths of each step, not its tensors: memory grows by some numbers a step. */
export class SeriesRecorder {
  readonly #steps: number[] = [];
  readonly #figures: Map<string, LayerFigures[]> = new Map();
  /** Index of the step since when each unit is dead; -1 while it lives. */
  readonly #deadSince: Map<string, Int32Array> = new Map();

  /** @throws RangeError `DIAGNOSTICS_STEP` when the step is not after the one before, `DIAGNOSTICS_SHAPE` */
  add({ step, layers }: NetworkStatistics): void {
    const index = this.#steps.length;
    const last = this.#steps.at(-1) ?? -Infinity;
    const next = step ?? (index === 0 ? 0 : last + 1);
    if (!(next > last)) {
      throw rangeError(
        'DIAGNOSTICS_STEP',
        `step ${next} comes after step ${last}; captures come in increasing order of step`,
      );
    }
    this.#steps.push(next);
    for (const statistics of layers) {
      const { layer, units, slopes } = statistics;
      const figures = this.#figures.get(layer) ?? [];
      this.#figures.set(layer, figures);
      figures.push(layerFigures(statistics));
      if (!slopes) continue;
      const deadSince = this.#deadSince.get(layer) ?? new Int32Array(units).fill(-1);
      if (deadSince.length !== units) {
        throw rangeError(
          'DIAGNOSTICS_SHAPE',
          `${layer} has ${units} units at step ${next}, and had ${deadSince.length}; a series is of one network`,
        );
      }
      this.#deadSince.set(layer, deadSince);
      for (let unit = 0; unit < units; unit++) {
        if (slopes.activeShare(unit) > 0) deadSince[unit] = -1;
        else if (deadSince[unit]! < 0) deadSince[unit] = index;
      }
    }
  }

  get series(): Series {
    const layers = [...this.#figures].map(([layer, figures]) => {
      const deadSince = [...(this.#deadSince.get(layer) ?? [])];
      const deaths = deadSince.flatMap((index, unit) =>
        index < 0 ? [] : [{ unit, index, step: this.#steps[index]! }],
      );
      return [layer, { figures, deaths }] as const;
    });
    return { steps: this.#steps, layers: new Map(layers) };
  }
}

import type { Assumption, Finding, Obstacle } from '@actigrad/diagnostics';
import { formatNumber } from '@actigrad/plot';
import type { Translate } from '../words.ts';
import type { JudgedStack } from './judge-stacks.ts';

/**
 * The verdict in a few words: "gradient × 3.5·10⁻⁵ over 8 layers: vanishes". Undefined for a single
 * layer, and for a stack that is not known in full: there is nothing to say over them.
 */
export function describeVerdict({ verdict }: JudgedStack, t: Translate): string | undefined {
  if (!verdict || verdict.layers < 2) return undefined;
  const ratio = formatNumber(verdict.gradientRatio, 2);
  const told = t('gradient × {0} over {1} layers', ratio, verdict.layers);
  const worst = alarmsOf(verdict.findings)[0];
  const word = worst && outcome(worst, t);
  return word === undefined ? told : `${told}: ${word}`;
}

/**
 * What is worth an alarm before anything was run. That the signal fades alone is none: most
 * networks with a framework's own initialisation learn in spite of it.
 */
export function alarmsOf(findings: readonly Finding[]): Finding[] {
  return findings.filter(
    ({ rule, severity }) => severity !== 'note' && rule !== 'poor-initialisation',
  );
}

function outcome({ rule }: Finding, t: Translate): string | undefined {
  switch (rule) {
    case 'vanishing-gradient':
      return t('vanishes');
    case 'exploding-gradient':
      return t('explodes');
    case 'saturation':
      return t('saturates');
    case 'dead-units':
      return t('units die');
    default:
      return undefined;
  }
}

export function describeAssumption(assumption: Assumption, t: Translate): string {
  switch (assumption.kind) {
    case 'inputs':
      return t('the input is taken to be {0} wide, as the first layer', assumption.width);
    case 'width':
      return t('a width that is not written is taken to be {0}', assumption.width);
    case 'convolution':
      return t('a convolution is taken as a layer of as many units as it has channels');
    case 'left-out':
      return assumption.what === 'dropout' ? t('dropout is left out') : t('pooling is left out');
    case 'output':
      break;
  }
  return t('{0} at the output is left to the loss', assumption.function);
}

export function describeObstacle({ what, line }: Obstacle, t: Translate): string {
  return t('line {0}: {1}', line, obstacleWord(what, t));
}

function obstacleWord(what: string, t: Translate): string {
  switch (what) {
    case 'layer':
      return t('a layer that is not known here');
    case 'operation':
      return t('an operation between the layers');
    case 'branch':
      return t('a branch');
    case 'condition':
      return t('a condition that only running would tell');
    case 'loop':
      return t('a loop of unknown length');
    case 'initializer':
      return t('an initialisation that is not known');
    default:
      return what;
  }
}

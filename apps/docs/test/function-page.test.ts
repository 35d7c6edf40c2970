import {
  activations,
  exponential,
  glu,
  hardShrink,
  identity,
  leakyRelu,
  lisht,
  relu,
  selu,
  sigmoid,
  snake,
  type Activation,
} from '@actigrad/core';
import { describe, expect, it } from 'vitest';
import { accuracyTable } from '../src/accuracy-table.ts';
import { describeGradient } from '../src/describe-gradient.ts';
import { arrayFunctionPage, functionPage } from '../src/function-page.ts';
import { namesTable } from '../src/names-table.ts';

describe('what a function does to gradients', () => {
  it('is said for each side', () => {
    const sentences: [Activation, string][] = [
      [relu, 'is stopped, by a slope of exactly 0, where x ≤ 0; it passes whole far to the right.'],
      [sigmoid, 'fades, to under 1 % of the largest slope, where x ≤ −5.99 and where x ≥ 5.99.'],
      [leakyRelu, 'is multiplied by 0.01 far to the left; it passes whole far to the right.'],
      [
        exponential,
        'fades, to a slope under 0.01, where x ≤ −4.61; it is multiplied by ever more far to the right.',
      ],
      [snake, 'grows and shrinks in waves far to the left and far to the right.'],
      [identity, 'passes whole far to the left and far to the right.'],
    ];
    for (const [activation, sentence] of sentences) {
      expect(describeGradient(activation), activation.id).toContain(`A gradient ${sentence}`);
    }
  });

  it('names the stretch in the middle where none passes', () => {
    const text = describeGradient(hardShrink.with({ lambda: 2 }));
    expect(text).toContain('None passes where −2 ≤ x ≤ 2');
  });

  it('says where its sign turns, of functions that fall somewhere', () => {
    expect(describeGradient(lisht)).toContain('changes sign');
    expect(describeGradient(relu)).not.toContain('changes sign');
  });

  it('gives the factor of a layer, and that of ten', () => {
    // E f′² / E f² of ReLU is 1/2 over 1/2; of the sigmoid 0.0448 / 0.2934.
    expect(describeGradient(relu)).toContain('leaves the mean square of the gradient as it is');
    const [, one, ten] = /by ([\d.]+), and 10 layers by ([\d.]+)·10⁻⁹/.exec(
      describeGradient(sigmoid),
    )!;
    expect(Number(one)).toBeCloseTo(0.153, 3);
    expect(Number(ten)).toBeCloseTo(0.153 ** 10 / 1e-9, 0);
  });
});

describe('names in frameworks', () => {
  it('say which defaults are not as here', () => {
    const table = namesTable(leakyRelu);
    expect(table).toContain('`negative_slope` = 0.3 **differs** (formerly `alpha`)');
    expect(table).toContain('`negative_slope` = 0.01 |');
    expect(table).toContain('slope 1 at x = 0 **differs**');
  });

  it('show as many digits of a default as tell it from ours', () => {
    expect(namesTable(selu)).toMatch(/`alpha` = 1\.673263192\d+ \*\*differs\*\*/);
  });
});

describe('a page', () => {
  it('has no empty section', () => {
    for (const activation of activations.values()) {
      expect(functionPage(activation), activation.id).not.toMatch(/^## .+\n\n(?:##|\[All)/m);
    }
  });

  it('leaves out what a function does not have', () => {
    expect(functionPage(relu)).not.toContain('## Parameters');
    expect(arrayFunctionPage(glu)).not.toContain('## Facts');
  });

  it('writes TeX that GitHub allows', () => {
    for (const activation of activations.values()) {
      expect(functionPage(activation), activation.id).not.toContain(String.raw`\operatorname`);
    }
  });
});

describe('accuracy', () => {
  const measured = { maxUlp: 1.25, meanUlp: 0.26, worst: 0x3f800000, correctlyRounded: 0.99999 };
  const accuracy = {
    float32: { value: measured, slope: { ...measured, maxUlp: 0, correctlyRounded: 1 } },
    float64: { value: { maxUlp: 1.5, points: 600 }, slope: { maxUlp: 2, points: 600 } },
  };

  it('is not spoken of before it is measured', () => {
    expect(accuracyTable({ ...relu, accuracy: undefined })).toBe('');
  });

  it('is given for each dtype, of value and slope, never rounded up', () => {
    const table = accuracyTable({ ...relu, accuracy });
    expect(table).toContain(
      '| float32 value | all | 1.25 ULP | 0.26 ULP | 99.99 % | `0x3f800000` |',
    );
    expect(table).toContain('| float32 slope | all | 0 ULP | 0.26 ULP | all |  |');
    expect(table).toContain('| float64 slope | 600 points | 2 ULP |');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveFigure, lightPalette } from '@actigrad/plot';
import { element, escapeText } from '../src/svg.ts';
import { elementsOf, parseSvg } from './parsed-svg.ts';
import { sampled } from './samples.ts';

describe('text in a figure', () => {
  it('reads as it was given, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-composite' }), (text) => {
        const parsed = parseSvg(element('text', {}, escapeText(text)));
        expect(parsed.textContent).toBe(text.replace(/\r\n?/g, '\n'));
      }),
    );
  });

  it('loses what XML cannot hold, and nothing else', () => {
    expect(escapeText('a\u0000b\u001bc\ud800d\ufffee')).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe');
  });

  it('cannot leave its element', () => {
    const attack = '</text><script>alert(1)</script>"\'&amp;]]>';
    const svg = parseSvg(
      curveFigure(
        { title: attack, description: attack, curves: [sampled('value', attack, Math.tanh)] },
        { ...lightPalette, fontFamily: attack, value: attack },
        { background: true, heading: true, width: 1000 },
      ),
    );
    expect(elementsOf(svg, 'script')).toEqual([]);
    expect(elementsOf(svg, 'title')[0]?.textContent).toBe(attack);
  });
});

it('an attribute that is undefined is left out, and numbers are short', () => {
  expect(element('rect', { x: 0.256, y: -0.5, rx: undefined, width: -0, height: 12 })).toBe(
    '<rect x=".26" y="-.5" width="0" height="12"/>',
  );
});

import { describe, expect, test } from 'vitest';
import { describeVerdict } from '../../src/network/describe-verdict.ts';
import { findProblems } from '../../src/network/find-problems.ts';
import { suggestActivations } from '../../src/network/suggest-activations.ts';
import { english } from '../../src/words.ts';
import { applyEdits, judgeText, torchStack } from './stacks.ts';

const verdictOf = (text: string) => describeVerdict(judgeText(text).judged, english);

function problemsOf(text: string) {
  const { judged, reading } = judgeText(text);
  return findProblems(judged, reading, english);
}

describe('the lens', () => {
  test.each([
    [torchStack('nn.Sigmoid()', 7), /^gradient × 1\.1·10⁻⁶ over 8 layers: vanishes$/],
    [torchStack('nn.Tanh()', 3), /^gradient × 0\.1\d over 4 layers$/],
    [torchStack('nn.ReLU()', 2), /^gradient × 0\.17 over 3 layers$/],
  ])('says the verdict in a few words', (text, words) => {
    expect(verdictOf(text)).toMatch(words);
  });

  test('says nothing over a single layer, nor over what is not known in full', () => {
    expect(verdictOf(torchStack('Mine(), nn.ReLU()', 2))).toBeUndefined();
    expect(verdictOf(torchStack('nn.ReLU()', 0))).toBeUndefined();
  });

  test('says what explodes and what saturates', () => {
    const filled = `${torchStack('nn.Tanh()', 6)}\nfor m in deep.modules():\n    nn.init.normal_(m.weight, std=3.0)\n`;
    expect(verdictOf(filled)).toMatch(/: (explodes|saturates)$/);
  });
});

describe('Problems', () => {
  test('have the finding at the activation of the layer, with what to do', () => {
    const [problem, ...others] = problemsOf(torchStack('nn.Sigmoid()', 7));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ rule: 'vanishing-gradient', severity: 'warning' });
    expect(problem?.range.start).toMatchObject({ line: 3, column: 24 });
    expect(problem?.message).toMatch(
      /^Vanishing gradient \(deep, layer 1\)\. Its gradient is 1\.1e-6/,
    );
  });

  test('say once what the layers of a loop share', () => {
    const text = `from torch import nn\nlayers = []\nfor _ in range(6):\n    layers += [nn.Linear(8, 8), nn.Tanh()]\nnet = nn.Sequential(*layers)\nfor m in net.modules():\n    nn.init.normal_(m.weight, std=9.0)\n`;
    const keys = problemsOf(text).map(({ rule, range }) => `${rule} ${range.start.line}`);
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test.each([
    ['a sound network', torchStack('nn.Tanh()', 3)],
    ['the default of a shallow network', torchStack('nn.ReLU()', 3)],
    ['a network with a layer that is not known', torchStack('Mine(), nn.Sigmoid()', 7)],
    ['a width that is not known', torchStack('nn.Sigmoid()', 7).replace('64, 64', '64, width')],
    [
      'an initialisation that is not known',
      `${torchStack('nn.Sigmoid()', 7)}\nfor m in deep.modules():\n    nn.init.normal_(m.weight, std=scale)\n`,
    ],
  ])('are silent about %s', (_, text) => {
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('quick fixes', () => {
  const text = torchStack('nn.Sigmoid()', 7, 'nn.Sigmoid()');
  const { judged, source } = judgeText(text);
  const suggestions = suggestActivations(judged, source);

  test('are activations that every framework has, the best first, each far better', () => {
    expect(suggestions.length).toBeGreaterThan(0);
    const distances = suggestions.map(({ verdict }) => Math.abs(Math.log(verdict.gradientRatio)));
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    for (const { verdict } of suggestions)
      expect(verdict.gradientRatio).toBeGreaterThan(10 * (judged.verdict?.gradientRatio ?? 1));
    expect(suggestions.map(({ activation }) => activation.name)).toContain('Tanh');
  });

  test('change the hidden layers and leave the output', () => {
    const tanh = suggestions.find(({ activation }) => activation.name === 'Tanh');
    expect(applyEdits(text, tanh?.plan.edits ?? [])).toBe(
      torchStack('nn.Tanh()', 7, 'nn.Sigmoid()'),
    );
  });

  test('are none where a text is shared with another stack', () => {
    const shared = `from torch import nn
class Block(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.fc = nn.Linear(d, d)
        self.act = nn.Sigmoid()
    def forward(self, x):
        return self.act(self.fc(x))
net = nn.Sequential(*[Block(8) for _ in range(8)])
`;
    const { reading, source: editable } = judgeText(shared);
    const net = reading.stacks.find(({ name }) => name === 'net');
    expect(net?.layers.length).toBe(16);
    expect(suggestActivations(judgeText(shared).judged, editable)).toEqual([]);
  });
});

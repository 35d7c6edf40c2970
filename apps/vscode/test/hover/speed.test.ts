import { lightPalette } from '@actigrad/plot';
import { readSource } from '@actigrad/source';
import { expect, test } from 'vitest';
import { createFinder } from '../../src/hover/find-activation.ts';
import { createReader, type SourceText } from '../../src/reader.ts';
import { renderHover } from '../../src/hover/render.ts';
import { readSettings } from '../../src/settings.ts';
import { english } from '../../src/words.ts';

const settings = { ...readSettings(() => undefined), palette: lightPalette };

/** A file of 4,000 lines with an activation on every tenth, no two alike. */
const calls = [
  (index: number) => `nn.LeakyReLU(${(index + 1) / 1000})`,
  (index: number) => `nn.ELU(alpha=${1 + index / 1000})`,
  () => 'nn.GELU()',
  () => 'nn.Sigmoid()',
  (index: number) => `nn.Softplus(beta=${1 + index / 100})`,
  () => 'nn.Hardswish()',
  (index: number) => `nn.CELU(alpha=${1 + index / 1000})`,
  () => 'nn.SiLU()',
];
const lines = ['import torch.nn as nn', 'import torch.nn.functional as F', ''];
while (lines.length < 4000) {
  const index = Math.floor(lines.length / 10);
  const call = calls[index % calls.length]?.(index) ?? '';
  lines.push(
    `class Block${index}(nn.Module):`,
    `    """Block ${index} of the network."""`,
    '    def __init__(self, width: int = 96, depth: int = 3):',
    '        super().__init__()',
    '        self.layers = nn.ModuleList([nn.Linear(width, width) for _ in range(depth)])',
    `        self.act = ${call}`,
    '    def forward(self, x):',
    '        for layer in self.layers:',
    '            x = self.act(layer(x)) + x',
    '        return x',
  );
}
const text = lines.join('\n');
const offsets = [...text.matchAll(/self\.act = nn\.(?=\w)/g)].map(
  (match) => match.index + match[0].length,
);

function source(version: number): SourceText {
  return { id: 'model.py', version: String(version), read: () => readSource(text, 'python') };
}

/** Time of this process alone: the machine may have other work. */
function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * share)] as number;
}

test(
  'every activation of a file of 4,000 lines has its hover; how long they take is printed',
  { timeout: 60_000 },
  () => {
    const find = createFinder(createReader());
    const answer = (version: number, offset: number) => {
      const found = find(source(version), offset);
      expect(found).toBeDefined();
      if (found) expect(renderHover(found, settings, english).length).toBeGreaterThan(1000);
    };
    // The first reading happens after the file is opened, before anyone hovers.
    const reading = [1, 2, 3, 4, 5].map((version) => cpuMs(() => find(source(version), 0)));
    const first = cpuMs(() => answer(5, offsets[0] as number));
    const hovers = offsets.slice(1).map((offset) => cpuMs(() => answer(5, offset)));
    const [median, late] = [quantile(hovers, 0.5), quantile(hovers, 0.95)];
    console.log(
      `${hovers.length} hovers, each another curve: median ${median.toFixed(1)} ms, 95th percentile ${late.toFixed(1)} ms; ` +
        `the first ${first.toFixed(1)} ms; reading ${lines.length} lines ${quantile(reading, 0.5).toFixed(1)} ms`,
    );
    expect(hovers.length).toBeGreaterThan(300);
  },
);

import { findUseAt, languageOf, readCells, readSource, type Language } from '@actigrad/source';
import { describe, expect, it } from 'vitest';

const text = `import torch.nn as nn
import torch.nn.functional as F

act = nn.LeakyReLU(0.2)
y = F.relu(act(x))
`;

describe('a use', () => {
  const reading = readSource(text, 'python');
  const at = (needle: string): number => text.indexOf(needle);

  it('has lines and columns from 1 and an end that is exclusive', () => {
    const [use] = reading.uses;
    expect(use?.start).toEqual({ offset: at('nn.LeakyReLU'), line: 4, column: 7 });
    expect(use?.end).toEqual({
      offset: at('nn.LeakyReLU') + 'nn.LeakyReLU(0.2)'.length,
      line: 4,
      column: 24,
    });
    expect(use?.text).toBe('nn.LeakyReLU(0.2)');
  });

  it('is found at its name, not at its arguments', () => {
    expect(findUseAt(reading, at('LeakyReLU'))?.function).toBe('leaky-relu');
    expect(findUseAt(reading, at('F.relu') + 2)?.function).toBe('relu');
    expect(findUseAt(reading, at('act(x)'))?.function).toBe('leaky-relu');
    expect(findUseAt(reading, at('x))'))).toBeUndefined();
    expect(findUseAt(reading, at('0.2'))).toBeUndefined();
    expect(findUseAt(reading, text.length)).toBeUndefined();
  });

  it('of a defined name says where it is defined', () => {
    const use = findUseAt(reading, at('act(x)'));
    expect(use?.definition?.start.line).toBe(4);
    expect(use?.parameters).toEqual({ slope: 0.2 });
  });

  it('of a string is found between its quotes', () => {
    const config = '{ "hidden_act": "relu" }';
    const json = readSource(config, 'json');
    expect(findUseAt(json, config.indexOf('relu'))?.word.start.offset).toBe(config.indexOf('relu'));
    expect(json.uses[0]?.text).toBe('"relu"');
  });

  it('counts columns in UTF-16 units, and lines that end in either way', () => {
    const windows = 'import torch\r\ns = "💡"; y = torch.relu(x)\r\nz = torch.tanh(x)\r\n';
    expect(
      readSource(windows, 'python').uses.map(({ start }) => [start.line, start.column]),
    ).toEqual([
      [2, 15],
      [3, 5],
    ]);
  });
});

describe('cells', () => {
  it('have positions of their own and are found by their index', () => {
    const reading = readCells(['import torch.nn as nn', undefined, '%time\nact = nn.ReLU()']);
    expect(reading.uses[0]?.start).toEqual({ cell: 2, offset: 12, line: 2, column: 7 });
    expect(findUseAt(reading, 15, 2)?.function).toBe('relu');
    expect(findUseAt(reading, 15, 0)).toBeUndefined();
  });
});

describe('a later version of a text', () => {
  it('gives the same reading as that text alone', () => {
    let previous = readSource('', 'python');
    const whole = `${text}\nmodel = nn.Sequential(nn.Linear(2, 3), nn.Tanh())\n`;
    for (let length = 1; length <= whole.length; length += 1) {
      const typed = whole.slice(0, length);
      const next = readSource(typed, 'python', previous);
      const alone = readSource(typed, 'python');
      expect(next.uses).toEqual(alone.uses);
      expect(next.stacks).toEqual(alone.stacks);
      previous = next;
    }
  });

  it('may be of another language than the one before', () => {
    const previous = readSource(text, 'python');
    const script = "import * as tf from '@tensorflow/tfjs';\ntf.relu(x);";
    expect(readSource(script, 'typescript', previous).uses).toEqual(
      readSource(script, 'typescript').uses,
    );
  });
});

describe('what cannot be read', () => {
  it('is a language that is not known', () => {
    expect(() => readSource('', 'cobol' as Language)).toThrow(
      /^language is "cobol"; it must be one of python, notebook,/,
    );
    expect(() => readSource('', 'cobol' as Language)).toThrow(
      expect.objectContaining({ code: 'SOURCE_LANGUAGE' }),
    );
  });

  it('is a text that is too long', () => {
    expect(() => readSource('x'.repeat(2 ** 22 + 1), 'python')).toThrow(
      expect.objectContaining({
        code: 'SOURCE_TOO_LARGE',
        message: 'text is 4,194,305 characters; the limit is 4,194,304',
      }),
    );
  });

  it('is no file: its language is undefined', () => {
    expect(languageOf('notes.txt')).toBeUndefined();
  });
});

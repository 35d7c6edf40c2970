import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { chooseHook, hookFrameworks } from '../../src/capture/choose-hook.ts';

test.each([
  ['import torch\nfrom torch import nn', 'pytorch'],
  ['import lightning as L', 'pytorch'],
  ['from tensorflow import keras', 'keras'],
  ['    import keras', 'keras'],
  ['import torch\nimport keras', undefined],
  ['import numpy as np', undefined],
  ['# import torch', undefined],
])('%j is code of %s', (text, framework) => {
  expect(chooseHook(text)).toBe(framework);
});

test('every framework has its hook in the package', () => {
  for (const framework of Object.keys(hookFrameworks)) {
    const hook = new URL(`../../dist/vsix/dist/hooks/${framework}_capture.py`, import.meta.url);
    expect(existsSync(fileURLToPath(hook)), framework).toBe(true);
  }
});

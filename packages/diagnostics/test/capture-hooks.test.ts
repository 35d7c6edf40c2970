import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTensors } from '@actigrad/tensors/node';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../../samples/capture/', import.meta.url);
const hooks = ['pytorch_capture.py', 'keras_capture.py'];
const textOf = (hook: string) => readFileSync(new URL(hook, folder), 'utf8');
const writerOf = (hook: string) => textOf(hook).match(/^def write_safetensors[\s\S]*/m)![0];

/** Runs Python's own library only: neither PyTorch nor Keras is needed for the writer. */
function runPython(program: string, ...args: readonly string[]): void {
  try {
    execFileSync('python3', ['-c', program, ...args], { encoding: 'utf8', stdio: 'pipe' });
  } catch (cause) {
    const isMissing = (cause as { code?: string }).code === 'ENOENT';
    const why = isMissing
      ? 'there is no python3 on this machine; the hooks are Python'
      : 'it failed';
    throw new Error(`python3 did not run the writer of the hook: ${why}`, { cause });
  }
}

describe('the capture hooks', () => {
  it.each(hooks)('%s fits on a page and writes files that are read to the bit', async (hook) => {
    expect(textOf(hook).trimEnd().split('\n').length).toBeLessThan(60);
    const parent = mkdtempSync(join(tmpdir(), 'actigrad-hook-'));
    const path = join(parent, 'captures', 'step-3.safetensors');
    runPython(
      `import json, os, struct, sys
${writerOf(hook)}
numbers = [1.5, -2.0, float("nan"), 3e38, 1e-45, 0.0]
tensors = {"layer0.fc.preactivation": ([2, 3], struct.pack("<6f", *numbers)), "layer0.fc.alpha": ([1], struct.pack("<f", 0.25))}
write_safetensors(sys.argv[1], tensors, {"step": "3", "layer0.fc.activation": "torch.nn.PReLU(num_parameters=1)"})`,
      path,
    );
    await using file = await openTensors(path);
    const chunks: Float32Array[] = [];
    const tensor = file.tensors.get('layer0.fc.preactivation')!;
    for await (const chunk of tensor.chunks({ chunkLength: 64 }))
      chunks.push(Float32Array.from(chunk));
    expect(tensor.shape).toEqual([2, 3]);
    expect(chunks).toEqual([Float32Array.of(1.5, -2, NaN, 3e38, 1e-45, 0)]);
    expect(file.metadata.get('step')).toBe('3');
    rmSync(parent, { recursive: true });
  });

  it('write in the same way', () => {
    expect(writerOf(hooks[0]!)).toBe(writerOf(hooks[1]!));
  });
});

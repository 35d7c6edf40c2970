import { plainNumber } from './plain-number.ts';

/** What of a figure is saved. */
export type ExportKind = 'svg' | 'png' | 'csv';

/** Pixels of a PNG for one of the figure: sharp on a slide. */
const pngScale = 2;

/** The figure as a file's bytes. */
export async function exportFigure(figure: HTMLElement, kind: ExportKind): Promise<Uint8Array> {
  if (kind === 'csv') return encode(csvOf(figure.querySelector('table')));
  const picture = figure.querySelector('svg');
  if (!picture) throw new Error('the figure has no picture');
  const svg = standalone(picture);
  return kind === 'svg' ? encode(svg) : rasterize(svg, picture);
}

const colourAttributes = ['fill', 'stroke', 'font-family'] as const;

/** The picture by itself: colours of the theme become colours, and the ground is painted. */
function standalone(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const originals = [picture, ...picture.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  copies.forEach((element, index) => {
    for (const name of colourAttributes) {
      if (!element.getAttribute(name)?.includes('var(')) continue;
      const original = originals[index];
      if (original) element.setAttribute(name, getComputedStyle(original).getPropertyValue(name));
    }
  });
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
}

async function rasterize(svg: string, { width, height }: SVGSVGElement): Promise<Uint8Array> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width.baseVal.value * pngScale;
    canvas.height = height.baseVal.value * pngScale;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('the picture could not be painted');
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** RFC 4180: a cell with a comma, a quote or a line break stands in quotes. */
function csvOf(table: HTMLTableElement | null): string {
  const rows = [...(table?.rows ?? [])].map((row) =>
    [...row.cells].map(({ textContent, className }) => {
      const shown = (textContent ?? '').trim();
      const text = className === 'number' ? plainNumber(shown) : shown;
      return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    }),
  );
  return `${rows.map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

import { DOMParser } from '@xmldom/xmldom';
import type { Element } from '@xmldom/xmldom';
import { textWidth } from '../src/text-width.ts';

/** Parses with a real XML parser; a warning is an error, but for U+FFFD, which stands for what XML cannot hold. */
export function parseSvg(svg: string): Element {
  const parser = new DOMParser({
    onError: (level, message) => {
      if (level === 'warning' && message.includes('replacement character')) return;
      throw new Error(`${level}: ${message}`);
    },
  });
  const root = parser.parseFromString(svg, 'image/svg+xml').documentElement;
  if (root === null) throw new Error('the figure has no root element');
  return root;
}

export function elementsOf(root: Element, name = '*'): Element[] {
  return Array.from(root.getElementsByTagName(name));
}

/** An upper estimate of what a text element covers; upright text is turned. */
export function textBox(text: Element): {
  left: number;
  right: number;
  top: number;
  bottom: number;
} {
  const number = (name: string): number => Number(inherited(text, name));
  const [x, y, size] = [number('x'), number('y'), number('font-size')];
  const width = textWidth(text.textContent ?? '', size, text.hasAttribute('font-weight'));
  const anchor = inherited(text, 'text-anchor');
  if (text.hasAttribute('transform'))
    return { left: x - size, right: x + size / 4, top: y - width, bottom: y };
  const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
  return { left, right: left + width, top: y - size * 0.8, bottom: y + size * 0.25 };
}

function inherited(element: Element, name: string): string | null {
  if (element.hasAttribute(name)) return element.getAttribute(name);
  const parent = element.parentNode as Element | null;
  return parent !== null && 'hasAttribute' in parent ? inherited(parent, name) : null;
}

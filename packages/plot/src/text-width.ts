/**
 * Widths in em of a wide sans-serif (DejaVu Sans, Verdana): a host may show any typeface, and a label
 * must fit in the widest that is usual.
 */
const NARROW = 0.4;
const DIGIT = 0.64;
const LOWERCASE = 0.62;
const CAPITAL = 0.74;
const WIDE = 0.98;
/** Superscript digits and signs. */
const SUPERSCRIPT = 0.46;

/** Bold letters are about a tenth wider. */
const BOLD = 1.1;

/** An upper estimate of a text's width in px, without a font at hand. */
export function textWidth(text: string, fontSize: number, bold = false): number {
  let em = 0;
  for (const character of text) em += characterWidth(character);
  return em * fontSize * (bold ? BOLD : 1);
}

function characterWidth(character: string): number {
  if (/[\u0300-\u036f]/.test(character)) return 0;
  if (/[ijlIftr.,:;|!'()[\] ·′″]/.test(character)) return NARROW;
  if (/[⁰¹²³⁴-⁹⁻⁺]/.test(character)) return SUPERSCRIPT;
  if (/[0-9]/.test(character)) return DIGIT;
  if (/[mwMW%@−+=<>≤≥±×∞→]/.test(character)) return WIDE;
  if (/[a-z]/.test(character)) return LOWERCASE;
  if (/[A-Z]/.test(character)) return CAPITAL;
  // Hangul, kana, ideographs, emoji: a full em and a little.
  return /[\u1100-\uffff\u{10000}-\u{10ffff}]/u.test(character) ? 1.05 : CAPITAL;
}

/** Shortens a text to a width in px: the middle goes, since names differ at their ends. */
export function shortened(text: string, maxWidth: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= maxWidth) return text;
  const characters = [...text];
  for (let kept = characters.length - 1; kept > 0; kept--) {
    const head = Math.ceil(kept / 2);
    const candidate = `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (kept - head)).join('')}`;
    if (textWidth(candidate, fontSize) <= maxWidth) return candidate;
  }
  return '…';
}

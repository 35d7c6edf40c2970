import { TreeFragment, type Parser, type Tree } from '@lezer/common';

/** A parsed text, kept so that the next version of it parses only what changed. */
export interface Parsed {
  readonly text: string;
  readonly tree: Tree;
}

/**
 * Programs parse at about 0.5 µs a character. Brackets that nest by the thousand, as no one writes
 * them, take time that grows with their square: after ten times the usual, and a second for slow
 * machines, the parser closes the tree where it stands.
 */
const patienceMs = 1000;
const patienceMsPerCharacter = 0.005;

/** The clock is read once in so many steps; a step is about a word. */
const stepsBetweenLooks = 256;

function parse(parser: Parser, text: string, fragments?: readonly TreeFragment[]): Tree {
  const parsing = parser.startParse(text, fragments);
  const deadline = performance.now() + patienceMs + patienceMsPerCharacter * text.length;
  for (let step = 1; ; step += 1) {
    const tree = parsing.advance();
    if (tree) return tree;
    if (
      step % stepsBetweenLooks === 0 &&
      parsing.stoppedAt === null &&
      performance.now() > deadline
    ) {
      parsing.stopAt(parsing.parsedPos);
    }
  }
}

/** Parses a text; of a version before it, whatever lies outside the changed range is taken over. */
export function parseAfter(parser: Parser, text: string, previous?: Parsed): Parsed {
  if (!previous) return { text, tree: parse(parser, text) };
  const before = previous.text;
  const shorter = Math.min(before.length, text.length);
  let prefix = 0;
  while (prefix < shorter && before.charCodeAt(prefix) === text.charCodeAt(prefix)) prefix += 1;
  let suffix = 0;
  while (
    suffix < shorter - prefix &&
    before.charCodeAt(before.length - 1 - suffix) === text.charCodeAt(text.length - 1 - suffix)
  )
    suffix += 1;
  const change = {
    fromA: prefix,
    toA: before.length - suffix,
    fromB: prefix,
    toB: text.length - suffix,
  };
  const fragments = TreeFragment.applyChanges(TreeFragment.addTree(previous.tree), [change]);
  return { text, tree: parse(parser, text, fragments) };
}

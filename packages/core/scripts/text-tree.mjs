/** The tree of a WebAssembly text: a list for each pair of parentheses, and words. */
export function parseTree(text) {
  const path = [[]];
  for (const [token] of text.matchAll(/[()]|"(?:[^"\\]|\\.)*"|[^\s()]+/g)) {
    if (token === '(') {
      const list = [];
      path.at(-1).push(list);
      path.push(list);
    } else if (token === ')') {
      path.pop();
    } else {
      path.at(-1).push(token);
    }
  }
  return path[0][0];
}

export function printTree(tree) {
  return isTree(tree) ? `(${tree.map(printTree).join(' ')})` : tree;
}

export function isTree(part) {
  return Array.isArray(part);
}

import { isTree } from './text-tree.mjs';

/**
 * What the statements of a round compute, the values of each local told apart:
 * `nodes` in their order, an instruction each, of type v128 or i32, with other nodes as operands;
 * stores among them are of type `none`, and what needs a load after one of them is `late`;
 * `initials`, nodes for what locals held before, by name, and `finals` for what they hold after it;
 * `end`, the branch back.
 *
 * A node with a `literal` costs nothing and stands among no others. Undefined if there is anything
 * else in the round: another branch, a call, a number of another type.
 */
export function readRound(statements, typesOfLocals) {
  const round = { nodes: [], isStored: false, initials: new Map(), finals: new Map(), end: [] };
  const end = statements.at(-1);
  const isEnded = end[0] === 'br' && end.length === 2;
  if (isEnded) round.end.push(end);
  const before = isEnded ? statements.slice(0, -1) : statements;
  if (!before.every((statement) => readStatement(statement, round, typesOfLocals)))
    return undefined;
  for (const [name, node] of round.initials) {
    // Nothing changes it: it can be read anywhere.
    if (!round.finals.has(name)) node.literal = node.instruction;
  }
  return { ...round, nodes: round.nodes.filter(({ literal }) => !literal) };
}

/** Whether it is one that rounds may have. */
function readStatement(statement, round, types) {
  const [operation, name, tree] = statement;
  if (operation === 'local.set') {
    const value = readValue(tree, round, types);
    round.finals.set(name, value);
    return value !== undefined;
  }
  if (operation !== 'v128.store') return false;
  const store = readInstruction(statement, 'none', round, types);
  round.isStored = true;
  return store !== undefined;
}

/** The node of a value; undefined if the tree has what rounds may not have. */
function readValue(tree, round, types) {
  const [operation, name, value] = tree;
  if (operation === 'i32.const' || operation === 'v128.const') return { literal: tree };
  if (operation === 'local.get') return round.finals.get(name) ?? initialOf(name, round, types);
  if (operation === 'local.tee') {
    return readStatement(['local.set', name, value], round, types)
      ? round.finals.get(name)
      : undefined;
  }
  if (operation === 'block') return readBlock(tree, round, types);
  const type = typeOf(operation);
  return type && readInstruction(tree, type, round, types);
}

function initialOf(name, round, types) {
  const node =
    round.initials.get(name) ??
    add(
      { instruction: ['local.get', name], operands: [], type: types.get(name), late: false },
      round,
    );
  round.initials.set(name, node);
  return node;
}

/** A block with a value is a list of statements before it. */
function readBlock(tree, round, types) {
  const statements = tree.filter((part) => isTree(part) && part[0] !== 'result');
  const value = statements.pop();
  const isRead = statements.every((statement) => readStatement(statement, round, types));
  return isRead ? readValue(value, round, types) : undefined;
}

function readInstruction(tree, type, round, types) {
  const operands = tree.filter(isTree).map((operand) => readValue(operand, round, types));
  if (operands.includes(undefined)) return undefined;
  const isLate = tree[0] === 'v128.load' && round.isStored;
  const late = isLate || operands.some((operand) => operand.late);
  return add({ instruction: tree.filter((part) => !isTree(part)), operands, type, late }, round);
}

function typeOf(operation) {
  if (/^i32\.\w+$/.test(operation)) return 'i32';
  if (/_lane|_true$|bitmask$/.test(operation)) return undefined;
  return /^(v128|[if]\d+x\d+)\./.test(operation) ? 'v128' : undefined;
}

function add(node, round) {
  round.nodes.push(node);
  return node;
}

/**
 * The few shapes that every language is read into, so that names are resolved in one place and a
 * parser can be replaced without touching it. Offsets are those of the text; `end` is exclusive.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Expression =
  | NameExpression
  | MemberExpression
  | IndexExpression
  | SliceExpression
  | CallExpression
  | StringExpression
  | NumberExpression
  | ConstantExpression
  | ListExpression
  | DictionaryExpression
  | UnaryExpression
  | BinaryExpression
  | ConditionalExpression
  | FunctionExpression
  | ComprehensionExpression
  | SpreadExpression
  | BindingExpression
  | OtherExpression;

interface NameExpression extends Span {
  readonly kind: 'name';
  readonly name: string;
}

/** `object.property` */
interface MemberExpression extends Span {
  readonly kind: 'member';
  readonly object: Expression;
  readonly property: string;
  readonly propertyStart: number;
}

/** `object[key]` */
export interface IndexExpression extends Span {
  readonly kind: 'index';
  readonly object: Expression;
  readonly key: Expression;
}

/** `object[from:to]`, without a step. */
interface SliceExpression extends Span {
  readonly kind: 'slice';
  readonly object: Expression;
  readonly from?: Expression;
  readonly to?: Expression;
}

export interface CallExpression extends Span {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
}

export interface Argument extends Span {
  /** Of a keyword argument. */
  readonly name?: string;
  readonly value: Expression;
}

export interface StringExpression extends Span {
  readonly kind: 'string';
  readonly value: string;
}

interface NumberExpression extends Span {
  readonly kind: 'number';
  readonly value: number;
}

interface ConstantExpression extends Span {
  readonly kind: 'constant';
  readonly value: boolean | null;
}

/** A list, tuple or set. */
interface ListExpression extends Span {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

export interface DictionaryExpression extends Span {
  readonly kind: 'dictionary';
  readonly entries: readonly Entry[];
}

/** An entry without key is spread: `**rest`. */
export interface Entry extends Span {
  readonly key?: Expression;
  readonly value: Expression;
}

interface UnaryExpression extends Span {
  readonly kind: 'unary';
  readonly operator: string;
  readonly operand: Expression;
}

interface BinaryExpression extends Span {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

interface ConditionalExpression extends Span {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly yes: Expression;
  readonly no: Expression;
}

/** A lambda or function expression. */
export interface FunctionExpression extends Span {
  readonly kind: 'function';
  readonly parameters: readonly Parameter[];
  readonly body: Block;
}

/** `[element for target in iterable]`; more than one `for`, or an `if`, makes it not plain. */
export interface ComprehensionExpression extends Span {
  readonly kind: 'comprehension';
  readonly element: Expression;
  readonly clauses: readonly { readonly target: Expression; readonly iterable: Expression }[];
  readonly conditions: readonly Expression[];
}

/** `*items` */
interface SpreadExpression extends Span {
  readonly kind: 'spread';
  readonly value: Expression;
}

/** `name := value`, or an assignment used as a value. */
interface BindingExpression extends Span {
  readonly kind: 'binding';
  readonly target: Expression;
  readonly value: Expression;
}

/** Whatever has no meaning of its own here, with the expressions inside it. */
interface OtherExpression extends Span {
  readonly kind: 'other';
  readonly parts: readonly Expression[];
}

export interface Parameter extends Span {
  readonly name: string;
  readonly fallback?: Expression;
  /** `*args`, `**kwargs`, a destructured parameter. */
  readonly rest?: true;
}

export interface Block extends Span {
  readonly statements: readonly Statement[];
}

export type Statement =
  | ImportStatement
  | AssignStatement
  | FunctionStatement
  | ClassStatement
  | ExpressionStatement
  | ReturnStatement
  | IfStatement
  | ForStatement
  | BlockStatement;

interface ImportStatement extends Span {
  readonly kind: 'import';
  readonly bindings: readonly { readonly local: string; readonly name: string }[];
  /** Modules of which every name is imported. */
  readonly stars: readonly string[];
}

/** `a = b = value` has two targets; a target without value is only declared. */
interface AssignStatement extends Span {
  readonly kind: 'assign';
  readonly targets: readonly Expression[];
  readonly value?: Expression;
}

export interface FunctionStatement extends Span {
  readonly kind: 'function';
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly decorators: readonly Expression[];
  readonly body: Block;
}

export interface ClassStatement extends Span {
  readonly kind: 'class';
  readonly name: string;
  readonly bases: readonly Argument[];
  readonly decorators: readonly Expression[];
  readonly body: Block;
}

interface ExpressionStatement extends Span {
  readonly kind: 'expression';
  readonly value: Expression;
}

interface ReturnStatement extends Span {
  readonly kind: 'return';
  readonly value?: Expression;
}

/** One more body than tests is the else. */
interface IfStatement extends Span {
  readonly kind: 'if';
  readonly tests: readonly Expression[];
  readonly bodies: readonly Block[];
}

interface ForStatement extends Span {
  readonly kind: 'for';
  readonly target: Expression;
  readonly iterable: Expression;
  readonly bodies: readonly Block[];
}

/** with, try, while, match, break, delete and the like. */
interface BlockStatement extends Span {
  readonly kind: 'block';
  readonly word: string;
  readonly heads: readonly Expression[];
  /** Names given by `as`. */
  readonly binds: readonly Expression[];
  readonly bodies: readonly Block[];
  /** Bodies that run only when another failed: except. */
  readonly handlers: readonly Block[];
}

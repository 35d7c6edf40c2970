import type { Framework } from '@actigrad/core';
import { currentName, frameworkOf } from './frameworks.ts';
import { Scope } from './scope.ts';
import { findStacks, type FoundStack } from './stacks.ts';
import type { Block, Statement } from './syntax.ts';
import type { FoundUse } from './found-use.ts';
import { findUses } from './uses.ts';

/** Stacks are sought when they are asked for: a hover has no need of them. */
export interface ProgramReading {
  readonly uses: readonly FoundUse[];
  readonly findStacks: () => readonly FoundStack[];
}

/** Reads the activations and layer stacks of a program's statements. */
export function readProgram(
  statements: readonly Statement[],
  language: 'python' | 'javascript',
): ProgramReading {
  const scope = new Scope('module', statements, language);
  const imported = importedFrameworks(statements, language);
  return {
    uses: findUses(statements, scope, imported),
    findStacks: () => findStacks(statements, scope),
  };
}

function importedFrameworks(
  statements: readonly Statement[],
  language: 'python' | 'javascript',
): Set<Framework> {
  const found = new Set<Framework>();
  function add(path: string): void {
    const framework = frameworkOf(currentName(path), language);
    if (framework) found.add(framework);
  }
  function visit(list: readonly Statement[]): void {
    for (const statement of list) {
      if (statement.kind === 'import') {
        for (const { name } of statement.bindings) add(name);
        statement.stars.forEach(add);
      } else if (
        statement.kind === 'assign' &&
        language === 'javascript' &&
        statement.value?.kind === 'call'
      ) {
        const { callee, arguments: given } = statement.value;
        const [module] = given;
        if (callee.kind === 'name' && callee.name === 'require' && module?.value.kind === 'string')
          add(module.value.value);
      } else {
        blocksOf(statement).forEach((block) => visit(block.statements));
      }
    }
  }
  visit(statements);
  return found;
}

function blocksOf(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case 'function':
    case 'class':
      return [statement.body];
    case 'if':
    case 'for':
      return statement.bodies;
    case 'block':
      return [...statement.bodies, ...statement.handlers];
    case 'import':
    case 'assign':
    case 'expression':
    case 'return':
      break;
  }
  return [];
}

import { tensorsErrorRules } from '@actigrad/tensors';
import type { Refusal } from './report.ts';

/** Says what was thrown, with the rule behind its code. */
export function refusalOf(thrown: unknown): Refusal {
  const { code, message } = (thrown ?? {}) as { code?: unknown; message?: unknown };
  const named = typeof code === 'string' ? code : 'ACTIGRAD_UNEXPECTED';
  const rules: { readonly [code: string]: string } = tensorsErrorRules;
  return {
    code: named,
    message: typeof message === 'string' ? message : String(thrown),
    rule: Object.hasOwn(rules, named) ? rules[named]! : null,
  };
}

import type { ArrayFunctionRecord, Parameter } from '@actigrad/core';
import { formatNumber } from '@actigrad/plot';
import { code, inlineMath, plain, table } from './markdown.ts';

export function parametersTable({ parameters }: ArrayFunctionRecord): string {
  return table(
    ['Parameter', 'Symbol', 'Meaning', 'Default', 'Allowed', 'Learned'],
    Object.entries<Parameter>(parameters).map(([name, parameter]) => [
      code(name),
      inlineMath(parameter.symbol),
      plain(parameter.meaning),
      formatNumber(parameter.default, 6),
      formatBounds(parameter),
      parameter.learned ? 'yes: one for all, or one a channel' : 'no',
    ]),
  );
}

function formatBounds({ min, max }: Parameter): string {
  if (min === -Infinity && max === Infinity) return 'any number';
  if (max === Infinity) return `${formatNumber(min)} or more`;
  if (min === -Infinity) return `${formatNumber(max)} or less`;
  return `${formatNumber(min)} to ${formatNumber(max)}`;
}

import { rangeError, typeError } from './errors.ts';
import { presets, type PresetName } from './presets.ts';
import type { Evidence, Finding, Rule, Severity } from './rule.ts';
import { spell } from './words.ts';
import * as catalogue from './rules/index.ts';

/** Every rule, by id. */
export const rules: ReadonlyMap<string, Rule> = new Map(
  Object.values<Rule>(catalogue).map((rule) => [rule.id, rule]),
);

export interface DiagnoseOptions {
  /** Whose limits; default `actigrad`. */
  readonly preset?: PresetName;
  /** Limits of your own, by rule and threshold, over those of the preset; `false` leaves a rule out. */
  readonly limits?: { readonly [rule: string]: { readonly [threshold: string]: number } | false };
}

/**
 * Lets every rule read the statistics; findings come worst first.
 *
 * @throws RangeError `DIAGNOSTICS_OPTION` for an unknown preset, rule or threshold
 */
export function diagnose(
  evidence: Evidence,
  { preset = 'actigrad', limits = {} }: DiagnoseOptions = {},
): Finding[] {
  if (!Object.hasOwn(presets, preset)) {
    throw rangeError(
      'DIAGNOSTICS_OPTION',
      `preset is "${preset}"; it is one of ${Object.keys(presets).join(', ')}`,
    );
  }
  checkLimits(limits);
  const found = [...rules.values()].flatMap((rule) => {
    const resolved = limitsOf(rule.id, { preset, limits });
    if (!resolved) return [];
    return [...rule.check(evidence, resolved)].map((finding) => ({
      rule: rule.id,
      ...finding,
      message: spell(finding.says),
    }));
  });
  return found.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
}

/** The limits of a rule under these options; undefined where they leave it out. */
export function limitsOf(
  id: string,
  { preset = 'actigrad', limits = {} }: DiagnoseOptions = {},
): { readonly [threshold: string]: number } | undefined {
  const layers = [presets[preset].limits[id], limits[id]];
  if (layers.at(1) === false || (layers[0] === false && !layers[1])) return undefined;
  const resolved: { [threshold: string]: number } = {};
  for (const [name, threshold] of Object.entries(rules.get(id)!.thresholds))
    resolved[name] = threshold.default;
  for (const given of layers) Object.assign(resolved, given);
  return resolved;
}

const rank: { readonly [severity in Severity]: number } = { error: 0, warning: 1, note: 2 };

function checkLimits(limits: NonNullable<DiagnoseOptions['limits']>): void {
  for (const [id, given] of Object.entries(limits)) {
    const rule = rules.get(id);
    if (!rule) {
      throw rangeError(
        'DIAGNOSTICS_OPTION',
        `there is no rule "${id}"; there are ${[...rules.keys()].join(', ')}`,
      );
    }
    for (const [name, value] of Object.entries(given)) {
      if (!Object.hasOwn(rule.thresholds, name)) {
        const known = Object.keys(rule.thresholds).join(', ');
        throw rangeError(
          'DIAGNOSTICS_OPTION',
          `rule ${id} has no threshold "${name}"; it has ${known}`,
        );
      }
      if (typeof value !== 'number' || Number.isNaN(value)) {
        throw typeError(
          'DIAGNOSTICS_OPTION',
          `threshold ${name} of ${id} is ${String(value)}; it must be a number`,
        );
      }
    }
  }
}

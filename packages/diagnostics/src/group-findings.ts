import type { Finding, Severity } from './rule.ts';

/** Findings of one rule and severity, which are told once for all their layers. */
export interface FindingGroup {
  readonly rule: string;
  readonly severity: Severity;
  readonly layers: readonly string[];
  /** The one that is told. */
  readonly first: Finding;
}

export function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.rule}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map((alike) => {
    const { rule, severity } = alike[0]!;
    return { rule, severity, layers: alike.map(({ layer }) => layer), first: alike[0]! };
  });
}

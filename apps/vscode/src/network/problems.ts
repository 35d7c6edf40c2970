import * as vscode from 'vscode';
import { commandIds, problemSource, switchesSection } from '../ids.ts';
import { isSwitchedOn } from '../settings.ts';
import { sourceTextOf } from '../source-text.ts';
import { afterTyping } from './after-typing.ts';
import { findProblems, type Problem } from './find-problems.ts';
import type { JudgeText } from './judge-text.ts';
import { rangeOf } from './ranges.ts';

/** Findings on the stacks of shown documents, in Problems. */
export function registerProblems(judgeText: JudgeText): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection(problemSource);
  async function update(document: vscode.TextDocument): Promise<void> {
    const text = sourceTextOf(document);
    const isOn = isSwitchedOn(
      vscode.workspace.getConfiguration(switchesSection, document).get('problems.enabled'),
    );
    if (!text || !isOn) return collection.delete(document.uri);
    const { version, reading, stacks } = await judgeText(text);
    // Typed on meanwhile: the next rest will tell.
    if (document.isClosed || sourceTextOf(document)?.version !== version) return undefined;
    const problems = stacks
      .filter(({ stack }) => stack.start.cell === text.cell)
      .flatMap((judged) => findProblems(judged, reading, vscode.l10n.t));
    return collection.set(document.uri, problems.map(diagnosticOf));
  }
  return vscode.Disposable.from(
    collection,
    afterTyping((document) => void update(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(`${switchesSection}.problems`)) return;
      for (const { document } of vscode.window.visibleTextEditors) void update(document);
    }),
  );
}

function diagnosticOf({ range, severity, rule, message }: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(range),
    message,
    severity === 'warning'
      ? vscode.DiagnosticSeverity.Warning
      : vscode.DiagnosticSeverity.Information,
  );
  diagnostic.source = problemSource;
  const argument = encodeURIComponent(JSON.stringify([rule]));
  diagnostic.code = {
    value: rule,
    target: vscode.Uri.parse(`command:${commandIds.explainRule}?${argument}`),
  };
  return diagnostic;
}

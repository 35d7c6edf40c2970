import * as vscode from 'vscode';
import { formatNumber } from '@actigrad/plot';
import { commandIds, languageIds, problemSource } from '../ids.ts';
import { sourceTextOf } from '../source-text.ts';
import { editableSourceOf, workspaceEditOf } from './editable-source.ts';
import { findProblems } from './find-problems.ts';
import type { JudgeText } from './judge-text.ts';
import { placeOf } from './network-place.ts';
import { rangeOf } from './ranges.ts';
import { suggestActivations } from './suggest-activations.ts';

/** For a finding in Problems: activations that mend it, and the way to the panel. */
export function registerQuickFixes(judgeText: JudgeText): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, _range, { diagnostics }, token) {
      const ours = diagnostics.filter(({ source }) => source === problemSource);
      const text = sourceTextOf(document);
      if (ours.length === 0 || !text) return [];
      const { reading, stacks } = await judgeText(text);
      // Typed on meanwhile: an edit would hit another place. The editor asks again.
      if (token.isCancellationRequested || sourceTextOf(document)?.version !== text.version)
        return [];
      const { t } = vscode.l10n;
      const actions: vscode.CodeAction[] = [];
      for (const judged of stacks) {
        if (judged.stack.start.cell !== text.cell) continue;
        const problems = findProblems(judged, reading, t);
        const mended = ours.filter(({ range }) =>
          problems.some((problem) => rangeOf(problem.range).isEqual(range)),
        );
        if (mended.length === 0) continue;
        const editable = editableSourceOf(document, reading);
        for (const { activation, verdict, plan } of suggestActivations(judged, editable.source)) {
          const ratio = formatNumber(verdict.gradientRatio, 2);
          const title = t('Use {0} in the hidden layers: gradient × {1}', activation.name, ratio);
          const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
          action.edit = workspaceEditOf(plan, editable.documents);
          action.diagnostics = mended;
          actions.push(action);
        }
        const title = t('Open {0} in the network view', judged.stack.name);
        const open = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        open.command = {
          title,
          command: commandIds.inspectNetwork,
          arguments: [placeOf(document.uri.toString(), judged.stack)],
        };
        open.diagnostics = mended;
        actions.push(open);
      }
      return actions;
    },
  };
  return vscode.languages.registerCodeActionsProvider([...languageIds], provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}

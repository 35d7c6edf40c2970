import * as vscode from 'vscode';
import { commandIds, languageIds, switchesSection } from '../ids.ts';
import { isSwitchedOn } from '../settings.ts';
import { sourceTextOf } from '../source-text.ts';
import { alarmsOf, describeAssumption, describeVerdict } from './describe-verdict.ts';
import type { JudgedStack } from './judge-stacks.ts';
import type { JudgeText } from './judge-text.ts';
import { placeOf } from './network-place.ts';
import { rangeOf } from './ranges.ts';

/** The verdict over each stack; a click opens the stack in the panel. */
export function registerLenses(judgeText: JudgeText): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document, token) {
      if (!isOn(document)) return [];
      const text = sourceTextOf(document);
      if (!text) return [];
      // Until it is answered the editor keeps the lenses it has, at their places.
      const { stacks } = await judgeText(text);
      if (token.isCancellationRequested) return [];
      return stacks
        .filter(({ stack }) => stack.start.cell === text.cell)
        .flatMap((judged) => lensOf(judged, document));
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider([...languageIds], provider),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${switchesSection}.lens`)) changed.fire();
    }),
  );
}

function isOn(document: vscode.TextDocument): boolean {
  return isSwitchedOn(
    vscode.workspace.getConfiguration(switchesSection, document).get('lens.enabled'),
  );
}

function lensOf(judged: JudgedStack, document: vscode.TextDocument): vscode.CodeLens[] {
  const { t } = vscode.l10n;
  const { stack, model, verdict } = judged;
  const words = describeVerdict(judged, t);
  if (!verdict || words === undefined) return [];
  const icon = alarmsOf(verdict.findings).length > 0 ? '$(warning)' : '$(graph-line)';
  const assumptions = model.assumptions.map((assumption) => describeAssumption(assumption, t));
  return [
    new vscode.CodeLens(rangeOf(stack), {
      // The editor swallows a plain space after an icon.
      title: `${icon}\u00a0${words}`,
      tooltip: [t('Predicted before training, by mean-field theory'), ...assumptions].join('\n'),
      command: commandIds.inspectNetwork,
      arguments: [placeOf(document.uri.toString(), stack)],
    }),
  ];
}

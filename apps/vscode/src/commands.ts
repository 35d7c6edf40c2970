import * as vscode from 'vscode';
import { activations, type Activation } from '@actigrad/core';
import { rules, type Rule } from '@actigrad/diagnostics';
import { choiceOf, readChoice } from './activation-choice.ts';
import { pickDirectory, type Captures } from './capture/capture-editor.ts';
import { insertHook } from './capture/insert-hook.ts';
import { describeFacts } from './explanation/describe-facts.ts';
import { describeParameters } from './explanation/describe-parameters.ts';
import { drawFunction } from './figure/function-picture.ts';
import { paletteOf } from './figure/theme-palette.ts';
import type { FindActivation } from './hover/find-activation.ts';
import { readPlace } from './network/network-place.ts';
import type { NetworkViews } from './network/networks.ts';
import { sourceTextOf } from './source-text.ts';
import type { commandIds } from './ids.ts';
import type { Panel } from './panel/panel.ts';
import { showPage, showRulePage } from './page/provider.ts';

/** Size of the copied picture, px: for a page or a slide. */
const copiedSize = { width: 640, height: 280 };

export type Commands = {
  readonly [name in keyof typeof commandIds]: (choice?: unknown) => Promise<void>;
};

interface CommandParts {
  readonly extensionUri: vscode.Uri;
  readonly find: FindActivation;
  readonly captures: Captures;
  readonly networks: NetworkViews;
  readonly panel: Panel;
}

/** Each command takes a function from its link, else offers the one at the cursor first. */
export function createCommands({
  find,
  captures,
  networks,
  panel,
  extensionUri,
}: CommandParts): Commands {
  return {
    async showFunction(choice) {
      const chosen = readChoice(choice) ?? (await pickOne(atCursor(find)));
      if (chosen) await showPage([chosen]);
    },
    async compareFunctions(choice) {
      const chosen = await pickSeveral(readChoice(choice) ?? atCursor(find));
      if (chosen && chosen.length > 0) await showPage(chosen);
    },
    async inspectFunction(choice) {
      const chosen = readChoice(choice) ?? atCursor(find);
      await panel.open(
        'function',
        chosen && { name: 'show', data: { functions: [choiceOf(chosen)] } },
      );
    },
    async openPanel() {
      await panel.open();
    },
    async movePanel() {
      await panel.move();
    },
    async explainRule(choice) {
      const known = typeof choice === 'string' ? rules.get(choice) : undefined;
      const chosen = known ?? (await pickRule());
      if (chosen) await showRulePage(chosen);
    },
    async inspectNetwork(place) {
      await networks.choose(readPlace(place));
      await panel.open('network');
    },
    async inspectCaptures(directory) {
      const chosen = directory instanceof vscode.Uri ? directory.fsPath : await pickDirectory();
      if (chosen === undefined) return;
      captures.chooseDirectory(chosen);
      await panel.open('capture');
    },
    async insertCaptureHook() {
      await insertHook(extensionUri);
    },
    async openExample() {
      // A copy without a name: whoever tries things out leaves the extension's own as it is.
      const file = vscode.Uri.joinPath(extensionUri, 'dist/example.py');
      const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      const document = await vscode.workspace.openTextDocument({ language: 'python', content });
      await vscode.window.showTextDocument(document);
    },
    async copyCurve(choice) {
      const found = readChoice(choice) ?? atCursor(find);
      const chosen = found ?? (await pickOne());
      if (!chosen) return;
      await vscode.env.clipboard.writeText(drawForCopy(chosen));
      vscode.window.setStatusBarMessage(
        vscode.l10n.t('Copied the curve of {0} as SVG', chosen.name),
        5000,
      );
    },
  };
}

function atCursor(find: FindActivation): Activation | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const text = sourceTextOf(editor.document);
  return text && find(text, editor.document.offsetAt(editor.selection.active))?.activation;
}

function drawForCopy(activation: Activation): string {
  const palette = paletteOf(vscode.window.activeColorTheme.kind);
  const description = describeFacts(activation, vscode.l10n.t).join(' · ');
  const options = { ...copiedSize, palette, derivatives: 1, description } as const;
  return drawFunction(activation, options, vscode.l10n.t).svg;
}

interface FunctionItem extends vscode.QuickPickItem {
  readonly activation: Activation;
}

/** All functions, the given one first and with the parameters that it has there. */
function listFunctions(first: Activation | undefined): FunctionItem[] {
  const others = [...activations.values()].filter(({ id }) => id !== first?.id);
  return [...(first ? [first] : []), ...others].map((activation) => ({
    activation,
    label: activation.name,
    description: describeParameters(activation).join(', '),
    detail: vscode.l10n.t(activation.record.summary),
    picked: activation === first,
  }));
}

async function pickRule(): Promise<Rule | undefined> {
  const items = [...rules.values()].map((rule) => ({
    rule,
    label: vscode.l10n.t(rule.title),
    detail: vscode.l10n.t(rule.remedy),
  }));
  const placeHolder = vscode.l10n.t('Rule to explain');
  const item = await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true });
  return item?.rule;
}

async function pickOne(first?: Activation): Promise<Activation | undefined> {
  const item = await vscode.window.showQuickPick(listFunctions(first), {
    placeHolder: vscode.l10n.t('Function to show'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return item?.activation;
}

async function pickSeveral(first?: Activation): Promise<Activation[] | undefined> {
  const items = await vscode.window.showQuickPick(listFunctions(first), {
    placeHolder: vscode.l10n.t('Functions to compare'),
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return items?.map(({ activation }) => activation);
}

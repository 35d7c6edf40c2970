import * as vscode from 'vscode';
import { paletteOf } from '../figure/theme-palette.ts';
import { pageScheme } from '../ids.ts';
import { addressOf, addressOfRule, readAddress, readRuleAddress } from './address.ts';
import { renderComparisonPage } from './comparison-page.ts';
import { renderFunctionPage } from './function-page.ts';
import { renderRulePage } from './rule-page.ts';
import type { Activation } from '@actigrad/core';
import type { Rule } from '@actigrad/diagnostics';

/** Serves the pages as documents that exist nowhere else. */
export function registerPages(): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ query }) => renderPage(query),
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(pageScheme, provider),
    // The pictures are painted for one kind of theme.
    vscode.window.onDidChangeActiveColorTheme(() => {
      for (const { uri } of vscode.workspace.textDocuments) {
        if (uri.scheme === pageScheme) changed.fire(uri);
      }
    }),
  );
}

export async function showPage(activations: readonly Activation[]): Promise<void> {
  const uri = vscode.Uri.from(addressOf(activations));
  await vscode.commands.executeCommand('markdown.showPreview', uri);
}

export async function showRulePage(rule: Rule): Promise<void> {
  const uri = vscode.Uri.from(addressOfRule(rule));
  await vscode.commands.executeCommand('markdown.showPreview', uri);
}

function renderPage(query: string): string {
  const rule = readRuleAddress(query);
  if (rule) return renderRulePage(rule, vscode.l10n.t);
  const activations = readAddress(query);
  const palette = paletteOf(vscode.window.activeColorTheme.kind);
  const [first] = activations;
  if (!first) return vscode.l10n.t('There is no function at this address.');
  return activations.length === 1
    ? renderFunctionPage(first, palette, vscode.l10n.t)
    : renderComparisonPage(activations, palette, vscode.l10n.t);
}

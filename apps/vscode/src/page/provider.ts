import * as vscode from 'vscode';
import { paletteOf } from '../figure/theme-palette.ts';
import { pageScheme } from '../ids.ts';
import { addressOf, readAddress } from './address.ts';
import { renderComparisonPage } from './comparison-page.ts';
import { renderFunctionPage } from './function-page.ts';
import type { Activation } from '@actigrad/core';

/** Serves the pages as documents that exist nowhere else. */
export function registerPages(): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ query }) => renderPage(readAddress(query)),
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

function renderPage(activations: readonly Activation[]): string {
  const palette = paletteOf(vscode.window.activeColorTheme.kind);
  const [first] = activations;
  if (!first) return vscode.l10n.t('There is no function at this address.');
  return activations.length === 1
    ? renderFunctionPage(first, palette, vscode.l10n.t)
    : renderComparisonPage(activations, palette, vscode.l10n.t);
}

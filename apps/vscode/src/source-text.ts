import * as vscode from 'vscode';
import { readCells, readSource } from '@actigrad/source';
import { languageIds } from './ids.ts';
import type { SourceText } from './reader.ts';

/** A document as a text to read; a cell of a notebook with the cells whose imports it shares. */
export function sourceTextOf(document: vscode.TextDocument): SourceText | undefined {
  const language = languageIdOf(document);
  if (!language) return undefined;
  const cells = language === 'python' ? cellsBeside(document) : [];
  if (cells.length === 0) {
    return {
      id: document.uri.toString(),
      version: String(document.version),
      read: (previous) => readSource(document.getText(), language, previous),
    };
  }
  return {
    id: document.uri.with({ fragment: '' }).toString(),
    version: cells.map(({ uri, version }) => `${uri.fragment}:${version}`).join(),
    read: () =>
      readCells(cells.map((cell) => (cell.languageId === language ? cell.getText() : undefined))),
    cell: cells.indexOf(document),
  };
}

export function languageIdOf({
  languageId,
}: vscode.TextDocument): (typeof languageIds)[number] | undefined {
  return languageIds.find((id) => id === languageId);
}

/** All cells of the document's notebook, in order; none if it is not a cell. */
export function cellsBeside(document: vscode.TextDocument): vscode.TextDocument[] {
  const notebook = vscode.workspace.notebookDocuments.find((each) =>
    each.getCells().some((cell) => cell.document === document),
  );
  return notebook?.getCells().map((cell) => cell.document) ?? [];
}

import * as vscode from 'vscode';
import {
  readCells,
  readSource,
  type ChangePlan,
  type EditableSource,
  type Reading,
} from '@actigrad/source';
import type { languageIds } from '../ids.ts';
import { cellsBeside, languageIdOf } from '../source-text.ts';

export interface EditableDocuments {
  readonly source: EditableSource;
  /** As many as there are texts. */
  readonly documents: readonly vscode.TextDocument[];
}

/** A document, or the cells of its notebook, as a text that may be changed. */
export function editableSourceOf(
  document: vscode.TextDocument,
  reading: Reading,
): EditableDocuments {
  const language = languageIdOf(document) ?? 'python';
  const cells = language === 'python' ? cellsBeside(document) : [];
  const isCell = cells.length > 0;
  const documents = isCell ? cells : [document];
  return {
    documents,
    source: {
      texts: documents.map((each) => (each.languageId === language ? each.getText() : undefined)),
      reading,
      language: kindOf(language),
      read: (texts) => (isCell ? readCells(texts) : readSource(texts[0] ?? '', language, reading)),
    },
  };
}

function kindOf(language: (typeof languageIds)[number]): EditableSource['language'] {
  if (language === 'python') return 'python';
  return /script/.test(language) ? 'javascript' : 'data';
}

/** One edit that is undone as one. */
export function workspaceEditOf(
  { edits }: ChangePlan,
  documents: readonly vscode.TextDocument[],
): vscode.WorkspaceEdit {
  const whole = new vscode.WorkspaceEdit();
  for (const { cell = 0, start, end, after } of edits) {
    const document = documents[cell];
    if (!document) continue;
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    whole.replace(document.uri, range, after);
  }
  return whole;
}

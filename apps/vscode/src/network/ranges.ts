import * as vscode from 'vscode';
import type { Position, Range } from '@actigrad/source';

export function rangeOf({ start, end }: Range): vscode.Range {
  return new vscode.Range(positionOf(start), positionOf(end));
}

function positionOf({ line, column }: Position): vscode.Position {
  return new vscode.Position(line - 1, column - 1);
}

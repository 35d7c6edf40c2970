import * as vscode from 'vscode';
import { chooseHook, hookFrameworks, type HookFramework } from './choose-hook.ts';

/** Writes the hook for the code's framework at the cursor; where no code is open, into a new file. */
export async function insertHook(extensionUri: vscode.Uri): Promise<void> {
  const active = vscode.window.activeTextEditor;
  const editor = active?.document.languageId === 'python' ? active : undefined;
  const framework = (editor && chooseHook(editor.document.getText())) ?? (await pickFramework());
  if (!framework) return;
  const file = vscode.Uri.joinPath(extensionUri, 'dist/hooks', `${framework}_capture.py`);
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  if (!editor) {
    const document = await vscode.workspace.openTextDocument({ language: 'python', content: text });
    await vscode.window.showTextDocument(document);
    return;
  }
  // The hook is code of the top level: it stands before the line of the cursor.
  const { line } = editor.selection.active;
  await editor.edit((edit) => edit.insert(new vscode.Position(line, 0), `${text}\n`));
}

async function pickFramework(): Promise<HookFramework | undefined> {
  const items = Object.entries(hookFrameworks).map(([id, label]) => ({ label, id }));
  const placeHolder = vscode.l10n.t('Framework to capture from');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.id as
    | HookFramework
    | undefined;
}

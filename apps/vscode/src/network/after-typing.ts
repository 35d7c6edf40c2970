import * as vscode from 'vscode';

/** After the last key: sooner the text is likely to change again. */
const quietMs = 400;

/** Calls back for each document that is shown, once it is shown and whenever its text has rested. */
export function afterTyping(rested: (document: vscode.TextDocument) => void): vscode.Disposable {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  function wait(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        if (!document.isClosed) rested(document);
      }, quietMs),
    );
  }
  const waitForShown = (editors: readonly vscode.TextEditor[]): void =>
    editors.forEach(({ document }) => wait(document));
  waitForShown(vscode.window.visibleTextEditors);
  return vscode.Disposable.from(
    vscode.window.onDidChangeVisibleTextEditors(waitForShown),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) wait(document);
    }),
    {
      dispose() {
        for (const timer of timers.values()) clearTimeout(timer);
      },
    },
  );
}

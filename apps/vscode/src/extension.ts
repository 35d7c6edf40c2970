import * as vscode from 'vscode';
import { commandIds, editorIds } from './ids.ts';

/**
 * Registers the commands, and loads what reads, computes and draws as soon as the start is over:
 * files are open before anyone hovers. A command that comes sooner waits for it.
 */
export function activate(context: vscode.ExtensionContext): void {
  const features = afterStart()
    .then(() => import('./features.ts'))
    .then(({ startFeatures }) => startFeatures(context.extensionUri));
  void features.then(({ disposable }) => context.subscriptions.push(disposable));
  for (const [name, id] of Object.entries(commandIds)) {
    const run = async (choice?: unknown): Promise<void> => {
      const { commands } = await features;
      await commands[name as keyof typeof commandIds](choice);
    };
    context.subscriptions.push(vscode.commands.registerCommand(id, run));
  }
  const captureEditor: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => {} }),
    async resolveCustomEditor({ uri }, panel) {
      const { captures } = await features;
      await captures.showFile(uri, panel);
    },
  };
  for (const id of Object.values(editorIds))
    context.subscriptions.push(vscode.window.registerCustomEditorProvider(id, captureEditor));
}

/** The editor waits for what an extension does at once, and for its promises, but not for a timer. */
function afterStart(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

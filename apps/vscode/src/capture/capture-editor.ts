import * as vscode from 'vscode';
import { paletteOf } from '../figure/theme-palette.ts';
import { CaptureController } from './capture-controller.ts';
import type { PageMessage } from './messages.ts';
import { pageHtml } from './page-html.ts';
import type { CaptureSource } from './report.ts';
import type { Inspect } from './session.ts';

/** What only the editor can read is held in memory as a whole; more would crowd its host. */
const mostBytes = 2 ** 28;

/** Shows captures in webviews: files in editors of their own, directories in panels. */
export interface Captures {
  showFile(uri: vscode.Uri, panel: vscode.WebviewPanel): Promise<void>;
  showDirectory(uri: vscode.Uri): void;
}

export function createCaptures(extensionUri: vscode.Uri): Captures {
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  const inspect = inspectOnThread(vscode.Uri.joinPath(dist, 'inspection-thread.cjs').fsPath);

  function show(name: string, source: CaptureSource, panel: vscode.WebviewPanel): void {
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const controller = new CaptureController(name, source, {
      post: (message) => void webview.postMessage(message),
      palette: () => paletteOf(vscode.window.activeColorTheme.kind),
      t: vscode.l10n.t,
      inspect,
    });
    const inUse = vscode.Disposable.from(
      webview.onDidReceiveMessage((message: PageMessage) => controller.receive(message)),
      vscode.window.onDidChangeActiveColorTheme(() => controller.draw()),
      controller,
    );
    panel.onDidDispose(() => void inUse.dispose());
    const at = (file: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
    webview.html = pageHtml(
      {
        cspSource: webview.cspSource,
        script: at('capture-page.js'),
        style: at('capture-page.css'),
        nonce: crypto.randomUUID(),
      },
      vscode.env.language,
    );
  }

  return {
    async showFile(uri, panel) {
      const name = vscode.workspace.asRelativePath(uri);
      show(name, await sourceOf(uri), panel);
    },
    showDirectory(uri) {
      const name = vscode.workspace.asRelativePath(uri);
      const panel = vscode.window.createWebviewPanel(
        'actigrad.captures',
        name,
        vscode.ViewColumn.Active,
        { enableScripts: true, localResourceRoots: [dist] },
      );
      show(name, { kind: 'directory', path: uri.fsPath }, panel);
    },
  };
}

async function sourceOf(uri: vscode.Uri): Promise<CaptureSource> {
  if (uri.scheme === 'file') return { kind: 'file', path: uri.fsPath };
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > mostBytes) {
    throw new Error(
      vscode.l10n.t(
        'The file has {0} bytes; where it is not on disk, up to {1} are read.',
        size,
        mostBytes,
      ),
    );
  }
  const bytes = await vscode.workspace.fs.readFile(uri);
  // Shared, so that the thread reads it without a copy of its own.
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
  shared.set(bytes);
  return { kind: 'bytes', name: uri.path, bytes: shared };
}

/** Loaded with the first capture: nothing else needs threads. */
function inspectOnThread(threadPath: string): Inspect {
  return async (source, choices, onEvent, signal) => {
    const { runInspection } = await import('./run-inspection.ts');
    await runInspection({ source, choices }, onEvent, signal, { threadPath });
  };
}

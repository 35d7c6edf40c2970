import * as vscode from 'vscode';
import { paletteOf } from '../figure/theme-palette.ts';
import { connectPage } from '../panel/connect-page.ts';
import { CaptureController } from './capture-controller.ts';
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
  const threadPath = vscode.Uri.joinPath(extensionUri, 'dist/inspection-thread.cjs').fsPath;
  const inspect = inspectOnThread(threadPath);

  function show(name: string, source: CaptureSource, panel: vscode.WebviewPanel): void {
    const page = connectPage(panel.webview, {
      extensionUri,
      first: 'capture',
      views: {
        capture: ({ post }) =>
          new CaptureController(name, source, {
            post,
            palette: () => paletteOf(vscode.window.activeColorTheme.kind),
            t: vscode.l10n.t,
            inspect,
          }),
      },
    });
    panel.onDidDispose(() => void page.dispose());
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
        {},
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

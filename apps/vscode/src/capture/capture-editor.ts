import * as vscode from 'vscode';
import { paletteOf } from '../figure/theme-palette.ts';
import { commandIds, editorIds } from '../ids.ts';
import { connectPage } from '../panel/connect-page.ts';
import type { CreateView, Page } from '../panel/view.ts';
import { CaptureController } from './capture-controller.ts';
import { PanelCapture } from './panel-capture.ts';
import type { CaptureSource, LayerView } from './report.ts';
import type { Inspect } from './session.ts';

/** What only the editor can read is held in memory as a whole; more would crowd its host. */
const mostBytes = 2 ** 28;

/** Shows captures: files in editors of their own, a directory of steps in the panel. */
export interface Captures {
  showFile(uri: vscode.Uri, panel: vscode.WebviewPanel): Promise<void>;
  /** The panel's view of captures. */
  readonly createView: CreateView;
  /** Gives the panel's view a directory, now or when it is shown. */
  chooseDirectory(path: string): void;
}

export function createCaptures(
  extensionUri: vscode.Uri,
  useInputs: (layer: LayerView) => void,
): Captures {
  const threadPath = vscode.Uri.joinPath(extensionUri, 'dist/inspection-thread.cjs').fsPath;
  const inspect = inspectOnThread(threadPath);
  const panelViews = new Set<PanelCapture>();
  let directory: string | undefined;

  function open(name: string, source: CaptureSource, post: Page['post']): CaptureController {
    return new CaptureController(name, source, {
      post,
      palette: () => paletteOf(vscode.window.activeColorTheme.kind),
      t: vscode.l10n.t,
      inspect,
      useInputs,
      insertHook,
    });
  }

  return {
    async showFile(uri, panel) {
      const name = vscode.workspace.asRelativePath(uri);
      const source = await sourceOf(uri);
      const page = connectPage(panel.webview, {
        extensionUri,
        first: 'capture',
        views: { capture: ({ post }) => open(name, source, post) },
      });
      panel.onDidDispose(() => void page.dispose());
    },
    createView(page) {
      const view = new PanelCapture(page, {
        t: vscode.l10n.t,
        directory: () => directory,
        open: (path, post) => {
          const name = vscode.workspace.asRelativePath(path);
          return open(name, { kind: 'directory', path }, post);
        },
        openFile: () => void openFile(),
        pickDirectory,
        insertHook,
        onDispose: () => void panelViews.delete(view),
      });
      panelViews.add(view);
      return view;
    },
    chooseDirectory(path) {
      directory = path;
      for (const view of panelViews) view.show(path);
    },
  };
}

function insertHook(): void {
  void vscode.commands.executeCommand(commandIds.insertCaptureHook);
}

async function openFile(): Promise<void> {
  const filters = { [vscode.l10n.t('Tensors')]: ['safetensors', 'npy', 'npz'] };
  const [uri] = (await vscode.window.showOpenDialog({ filters })) ?? [];
  if (uri) await vscode.commands.executeCommand('vscode.openWith', uri, editorIds.capture);
}

export async function pickDirectory(): Promise<string | undefined> {
  const options = { canSelectFiles: false, canSelectFolders: true };
  return (await vscode.window.showOpenDialog(options))?.[0]?.fsPath;
}

async function sourceOf(uri: vscode.Uri): Promise<CaptureSource> {
  if (uri.scheme === 'file') return { kind: 'file', path: uri.fsPath };
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > mostBytes) {
      const message = vscode.l10n.t(
        'The file has {0} bytes; where it is not on disk, up to {1} are read.',
        size,
        mostBytes,
      );
      return { kind: 'refused', code: 'ACTIGRAD_FILE_TOO_LARGE', message };
    }
    const bytes = await vscode.workspace.fs.readFile(uri);
    // Shared, so that the thread reads it without a copy of its own.
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
    shared.set(bytes);
    return { kind: 'bytes', name: uri.path, bytes: shared };
  } catch (thrown) {
    const { code, message } = thrown as vscode.FileSystemError;
    return { kind: 'refused', code: code || 'ACTIGRAD_FILE_UNREADABLE', message };
  }
}

/** Loaded with the first capture: nothing else needs threads. */
function inspectOnThread(threadPath: string): Inspect {
  return async (source, choices, onEvent, signal) => {
    const { runInspection } = await import('./run-inspection.ts').catch(() => {
      // The extension runs in a browser's worker, which has neither files nor threads of Node's.
      const message = vscode.l10n.t(
        'Captures are read where VS Code runs on a desktop or a server, not in a browser alone',
      );
      throw Object.assign(new Error(message), { code: 'ACTIGRAD_NO_THREADS' });
    });
    await runInspection({ source, choices }, onEvent, signal, { threadPath });
  };
}

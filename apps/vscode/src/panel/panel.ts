import * as vscode from 'vscode';
import type { ViewId } from '../../shared/protocol.ts';
import { panelIds } from '../ids.ts';
import { connectPage, type ConnectedPage, type Opening, type PageOptions } from './connect-page.ts';

export interface Panel extends vscode.Disposable {
  /** Shows the panel with a view, which is told of the event. */
  open(view?: ViewId, event?: { readonly name: string; readonly data: unknown }): Promise<void>;
  /** Shows it in the other place from now on. */
  move(): Promise<void>;
}

type Place = 'editor' | 'panel';

/** The panel: in the area of the editors or in that of the terminal, wherever it was last put. */
export function createPanel(options: Omit<PageOptions, 'tabs'>): Panel {
  const pageOptions: PageOptions = { ...options, tabs: tabsOf(options) };
  let inEditor: { readonly panel: vscode.WebviewPanel; readonly page: ConnectedPage } | undefined;
  let inPanel: { readonly view: vscode.WebviewView; readonly page: ConnectedPage } | undefined;
  let resolved: (() => void) | undefined;

  function adopt(panel: vscode.WebviewPanel): ConnectedPage {
    panel.iconPath = vscode.Uri.joinPath(options.extensionUri, 'media/icon.png');
    const page = connectPage(panel.webview, pageOptions);
    inEditor = { panel, page };
    panel.onDidChangeViewState(() => {
      if (!panel.visible) page.hide();
    });
    panel.onDidDispose(() => {
      page.dispose();
      if (inEditor?.panel === panel) inEditor = undefined;
    });
    return page;
  }

  function showInEditor(): ConnectedPage {
    if (inEditor) {
      inEditor.panel.reveal(undefined, true);
      return inEditor.page;
    }
    return adopt(
      vscode.window.createWebviewPanel(
        panelIds.editor,
        'Actigrad',
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
        {},
      ),
    );
  }

  async function showInPanel(): Promise<ConnectedPage | undefined> {
    const isThere = new Promise<void>((resolve) => (resolved = resolve));
    await vscode.commands.executeCommand(`${panelIds.view}.focus`);
    if (!inPanel) await isThere;
    return inPanel?.page;
  }

  const registered = vscode.Disposable.from(
    vscode.window.registerWebviewPanelSerializer(panelIds.editor, {
      deserializeWebviewPanel(panel) {
        adopt(panel);
        return Promise.resolve();
      },
    }),
    vscode.window.registerWebviewViewProvider(panelIds.view, {
      resolveWebviewView(view) {
        const page = connectPage(view.webview, pageOptions);
        inPanel = { view, page };
        view.onDidChangeVisibility(() => {
          if (!view.visible) page.hide();
        });
        view.onDidDispose(() => {
          page.dispose();
          if (inPanel?.view === view) inPanel = undefined;
        });
        resolved?.();
      },
    }),
  );

  async function show(opening: Opening): Promise<void> {
    const page = placeOf() === 'editor' ? showInEditor() : await showInPanel();
    page?.open(opening);
  }

  return {
    open: (view = options.first, event) => show({ view, event }),
    async move() {
      const { page } = (placeOf() === 'editor' ? inEditor : inPanel) ?? {};
      const place: Place = placeOf() === 'editor' ? 'panel' : 'editor';
      await vscode.workspace
        .getConfiguration(panelIds.section)
        .update('location', place, vscode.ConfigurationTarget.Global);
      if (place === 'panel') inEditor?.panel.dispose();
      // It is not to be seen twice.
      else if (inPanel?.view.visible)
        await vscode.commands.executeCommand('workbench.action.closePanel');
      await show({ remembered: page?.remembered });
    },
    dispose() {
      registered.dispose();
      inEditor?.panel.dispose();
      inPanel?.page.dispose();
    },
  };
}

function placeOf(): Place {
  const place = vscode.workspace.getConfiguration(panelIds.section).get('location');
  return place === 'panel' ? 'panel' : 'editor';
}

function tabsOf({ views }: Pick<PageOptions, 'views'>): NonNullable<PageOptions['tabs']> {
  const labels: { readonly [view in ViewId]: string } = {
    function: vscode.l10n.t('Function'),
    network: vscode.l10n.t('Network'),
    capture: vscode.l10n.t('Capture'),
  };
  return (Object.keys(views) as ViewId[]).map((view) => ({ view, label: labels[view] }));
}

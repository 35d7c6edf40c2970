import * as vscode from 'vscode';
import {
  viewIds,
  type HostMessage,
  type PageMessage,
  type PageRequests,
  type Remembered,
  type ViewId,
} from '../../shared/protocol.ts';
import { answerRequests, type Answers } from './answer-requests.ts';
import { pageHtml } from './page-html.ts';
import type { CreateView, HostView } from './view.ts';

export interface PageOptions {
  readonly extensionUri: vscode.Uri;
  /** The views that this page can show. */
  readonly views: { readonly [view in ViewId]?: CreateView };
  /** Shown where the page remembers none. */
  readonly first: ViewId;
  readonly tabs?: readonly { readonly view: ViewId; readonly label: string }[];
}

/** What a page is to show. */
export interface Opening {
  /** Default: what was shown last. */
  readonly view?: ViewId | undefined;
  /** For the view. */
  readonly event?: { readonly name: string; readonly data: unknown } | undefined;
  /** What another page kept, that this one takes the place of. Default: what this one keeps. */
  readonly remembered?: Remembered | undefined;
}

export interface ConnectedPage extends vscode.Disposable {
  /** What the page keeps, for one that takes its place. */
  readonly remembered: Remembered;
  /** Shows a view, or sends it what it is to show. */
  open(opening: Opening): void;
  /** The page is gone until it is shown again, and receives nothing. */
  hide(): void;
}

/** Fills a webview with the page, and holds page and view together until it is disposed of. */
export function connectPage(
  webview: vscode.Webview,
  { extensionUri, views, first, tabs = [] }: PageOptions,
): ConnectedPage {
  let shown: { readonly id: ViewId; readonly view: HostView } | undefined;
  let isReady = false;
  let remembered: Remembered = {};
  let waiting: Opening = {};
  const post = (message: HostMessage): void => void webview.postMessage(message);

  function show(id: ViewId): void {
    const create = views[id];
    if (!create) return;
    if (shown?.id !== id) {
      shown?.view.dispose();
      shown = { id, view: create({ post }) };
    }
    post({ kind: 'view', view: id, remembered, words: wordsOf(vscode.l10n.bundle) });
    shown.view.start(remembered.states?.[id]);
  }

  const pageAnswers: Answers = {
    openView({ view }) {
      show(view);
      return null;
    },
    save: saveFile,
  };
  const answering = answerRequests(() => ({ ...pageAnswers, ...shown?.view.answers }), post);

  function receive(message: PageMessage): void {
    if (message.kind === 'remembered') ({ remembered } = message);
    else if (message.kind !== 'ready') answering.receive(message);
    else {
      isReady = true;
      const opening = waiting;
      waiting = {};
      begin({ ...opening, remembered: opening.remembered ?? message.remembered });
    }
  }

  function begin({ view, event, remembered: kept }: Opening): void {
    if (kept) remembered = kept;
    const last = remembered.view;
    show(view ?? (last && viewIds.includes(last) && views[last] ? last : first));
    if (event) post({ kind: 'event', ...event });
  }

  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  const media = vscode.Uri.joinPath(extensionUri, 'media');
  webview.options = { enableScripts: true, localResourceRoots: [dist, media] };
  const at = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
  const inUse = vscode.Disposable.from(
    webview.onDidReceiveMessage(receive),
    vscode.window.onDidChangeActiveColorTheme(() => shown?.view.redraw?.()),
    answering,
    { dispose: () => shown?.view.dispose() },
  );
  webview.html = pageHtml({
    cspSource: webview.cspSource,
    nonce: crypto.randomUUID(),
    script: at('page.js'),
    style: at('page.css'),
    language: vscode.env.language,
    tabs,
  });
  return {
    get remembered() {
      return remembered;
    },
    open(opening) {
      if (!isReady) waiting = opening;
      else if (opening.remembered || shown?.id !== opening.view) begin(opening);
      else if (opening.event) post({ kind: 'event', ...opening.event });
    },
    hide: () => void (isReady = false),
    dispose: () => void inUse.dispose(),
  };
}

function wordsOf(bundle: typeof vscode.l10n.bundle): { readonly [message: string]: string } {
  return Object.fromEntries(
    Object.entries(bundle ?? {}).map(([message, word]) => [
      message,
      typeof word === 'string' ? word : String(word),
    ]),
  );
}

/** Asks where, and writes it there. */
async function saveFile({
  name,
  extension,
  bytes,
}: PageRequests['save']['input']): Promise<boolean> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const file = `${name}.${extension}`;
  const uri = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder.uri, file) }),
    filters: { [extension.toUpperCase()]: [extension] },
  });
  if (!uri) return false;
  await vscode.workspace.fs.writeFile(uri, bytes);
  return true;
}

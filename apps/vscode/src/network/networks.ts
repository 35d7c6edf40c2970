import * as vscode from 'vscode';
import { isCurrent, type ChangePlan } from '@actigrad/source';
import { paletteOf } from '../figure/theme-palette.ts';
import type { CreateView } from '../panel/view.ts';
import type { Reader } from '../reader.ts';
import { sourceTextOf } from '../source-text.ts';
import { afterTyping } from './after-typing.ts';
import { editableSourceOf, workspaceEditOf } from './editable-source.ts';
import { NetworkController, readRemembered, type NetworkFile } from './network-controller.ts';
import type { NetworkPlace } from './network-place.ts';

/** The network view: of the open file, which it follows, or of a network built by hand. */
export interface NetworkViews {
  readonly create: CreateView;
  /** The network that is to be shown next, on pages that are there and on those to come. */
  readonly choose: (place: NetworkPlace | undefined) => Promise<void>;
}

export function createNetworkViews(reader: Reader): NetworkViews {
  const shown = new Set<NetworkController>();
  let next: { readonly file: NetworkFile; readonly place: NetworkPlace } | undefined;

  function create({ post }: Parameters<CreateView>[0]): ReturnType<CreateView> {
    const controller = new NetworkController({
      post,
      palette: () => paletteOf(vscode.window.activeColorTheme.kind),
      t: vscode.l10n.t,
      goTo: (line) => void goTo(controller.uri, line),
      write: (plan, file) => write(plan, file, reader),
    });
    shown.add(controller);
    const following = vscode.Disposable.from(
      controller,
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        const file = editor && fileOf(editor.document, reader);
        if (file && file.uri !== controller.uri) controller.show(file);
      }),
      afterTyping((document) => {
        if (document.uri.toString() !== controller.uri) return;
        const file = fileOf(document, reader);
        if (file) controller.show(file);
      }),
    );
    return {
      answers: controller.answers,
      start: (remembered) => void start(controller, remembered),
      redraw: () => controller.redraw(),
      dispose() {
        shown.delete(controller);
        following.dispose();
      },
    };
  }

  async function start(controller: NetworkController, remembered: unknown): Promise<void> {
    const opened = next ?? (await placeOf(readRemembered(remembered), reader)) ?? atCursor(reader);
    next = undefined;
    if (opened) controller.show(opened.file, opened.place);
    controller.start(remembered);
  }

  return {
    create,
    async choose(place) {
      const opened = (await placeOf(place, reader)) ?? atCursor(reader);
      if (!opened) return;
      next = shown.size === 0 ? opened : undefined;
      for (const controller of shown) controller.show(opened.file, opened.place);
    },
  };
}

interface OpenedNetwork {
  readonly file: NetworkFile;
  readonly place: NetworkPlace;
}

function fileOf(document: vscode.TextDocument, reader: Reader): NetworkFile | undefined {
  const text = sourceTextOf(document);
  if (!text) return undefined;
  const reading = reader.read(text);
  const stacks = reading.stacks.filter(({ start }) => start.cell === text.cell);
  if (stacks.length === 0) return undefined;
  return {
    uri: document.uri.toString(),
    file: vscode.workspace.asRelativePath(document.uri),
    stacks,
    source: editableSourceOf(document, reading).source,
  };
}

async function placeOf(
  place: NetworkPlace | undefined,
  reader: Reader,
): Promise<OpenedNetwork | undefined> {
  const document = place && (await openDocument(place.uri));
  const file = document && fileOf(document, reader);
  return file && place && { file, place };
}

/** The network around the cursor, or the nearest to it. */
function atCursor(reader: Reader): OpenedNetwork | undefined {
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
  const file = editor && fileOf(editor.document, reader);
  if (!file) return undefined;
  const line = editor.selection.active.line + 1;
  const around = file.stacks.findLast(({ start, end }) => start.line <= line && line <= end.line);
  return { file, place: { uri: file.uri, name: around?.name ?? '', line } };
}

/** Undefined where the file is gone. */
async function openDocument(uri: string): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  } catch {
    return undefined;
  }
}

async function write(
  plan: ChangePlan,
  { uri, source }: NetworkFile,
  reader: Reader,
): Promise<NetworkFile | undefined> {
  const document = await openDocument(uri);
  const text = document && sourceTextOf(document);
  if (!document || !text) return undefined;
  const { documents, source: now } = editableSourceOf(document, reader.read(text));
  // Typed on since the plan was made: it would hit another place.
  if (!isCurrent(source, now.texts))
    throw new Error(vscode.l10n.t('The code has changed: try again.'));
  const isWritten = await vscode.workspace.applyEdit(workspaceEditOf(plan, documents));
  return isWritten ? fileOf(document, reader) : undefined;
}

async function goTo(uri: string | undefined, line: number): Promise<void> {
  const document = uri === undefined ? undefined : await openDocument(uri);
  if (!document) return;
  const at = new vscode.Range(line - 1, 0, line - 1, 0);
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    selection: at,
  });
  editor.revealRange(at, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

import * as vscode from 'vscode';
import { paletteOf } from '../figure/theme-palette.ts';
import { commandIds, languageIds, settingsSection } from '../ids.ts';
import { createRecent } from '../recent.ts';
import { readSettings } from '../settings.ts';
import type { FindActivation } from './find-activation.ts';
import { renderHover, type HoverOptions, type HoverSubject } from './render.ts';
import { sourceTextOf } from '../source-text.ts';

/** Hovers that are asked for again while reading a file. */
const keptHovers = 32;
/** After the last key: sooner the text is likely to change again. */
const readDelayMs = 300;

export function registerHovers(find: FindActivation): vscode.Disposable {
  const recent = createRecent<string>(keptHovers);
  const provider: vscode.HoverProvider = {
    provideHover(document, position) {
      const settings = readSettings((key) =>
        vscode.workspace.getConfiguration(settingsSection, document).get(key),
      );
      if (!settings.enabled || !settings.languages.has(document.languageId)) return undefined;
      const text = sourceTextOf(document);
      const found = text && find(text, document.offsetAt(position));
      if (!found) return undefined;
      const { kind } = vscode.window.activeColorTheme;
      const options: HoverOptions = { ...settings, palette: paletteOf(kind) };
      const markdown = recent(keyOf(found, options, kind), () =>
        renderHover(found, options, vscode.l10n.t),
      );
      const range = new vscode.Range(
        document.positionAt(found.start),
        document.positionAt(found.end),
      );
      return new vscode.Hover(trusted(markdown), range);
    },
  };
  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider([...languageIds], provider),
    readAhead(find),
  );
}

/** Reads what is edited while nobody waits, so that the first hover finds it read. */
function readAhead(find: FindActivation): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const readSoon = (document: vscode.TextDocument | undefined) => {
    clearTimeout(timer);
    const text = document && sourceTextOf(document);
    if (text) timer = setTimeout(() => find(text, 0), readDelayMs);
  };
  readSoon(vscode.window.activeTextEditor?.document);
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor((editor) => readSoon(editor?.document)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) readSoon(document);
    }),
    { dispose: () => clearTimeout(timer) },
  );
}

function keyOf(subject: HoverSubject, { size, derivatives }: HoverOptions, kind: number): string {
  const { activation, framework, name, text, unread, assumed } = subject;
  const { id, parameters } = activation;
  return JSON.stringify([
    id,
    parameters,
    framework,
    name,
    text,
    unread,
    assumed,
    size,
    derivatives,
    kind,
  ]);
}

/** Only our own commands may be run by a link, whatever else got into the text. */
function trusted(markdown: string): vscode.MarkdownString {
  const trustedText = new vscode.MarkdownString(markdown);
  trustedText.isTrusted = { enabledCommands: Object.values(commandIds) };
  trustedText.supportHtml = true;
  return trustedText;
}

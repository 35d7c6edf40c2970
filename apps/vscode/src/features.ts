import * as vscode from 'vscode';
import { createCaptures, type Captures } from './capture/capture-editor.ts';
import { capturedFunction } from './capture/captured-inputs.ts';
import { createCommands, type Commands } from './commands.ts';
import { createFinder } from './hover/find-activation.ts';
import { registerHovers } from './hover/provider.ts';
import { createJudge } from './network/judge-stacks.ts';
import { createTextJudge } from './network/judge-text.ts';
import { createNetworkViews } from './network/networks.ts';
import { registerLenses } from './network/lenses.ts';
import { registerProblems } from './network/problems.ts';
import { registerQuickFixes } from './network/quick-fixes.ts';
import { registerPages } from './page/provider.ts';
import { createFunctionHost } from './panel/function-host.ts';
import { createPanel } from './panel/panel.ts';
import { createReader } from './reader.ts';

export interface Features {
  readonly disposable: vscode.Disposable;
  readonly commands: Commands;
  readonly captures: Captures;
}

/** Starts all that needs the functions, the parsers and the figures. */
export function startFeatures(extensionUri: vscode.Uri): Features {
  const reader = createReader();
  const find = createFinder(reader);
  const captures = createCaptures(extensionUri, (layer) => {
    const shown = capturedFunction(layer);
    if (shown) void panel.open('function', { name: 'show', data: shown });
  });
  const networks = createNetworkViews(reader);
  const panel = createPanel({
    extensionUri,
    views: {
      function: createFunctionHost,
      network: networks.create,
      capture: captures.createView,
    },
    first: 'function',
  });
  const judgeText = createTextJudge(reader, createJudge());
  return {
    disposable: vscode.Disposable.from(
      registerHovers(find),
      registerPages(),
      registerLenses(judgeText),
      registerProblems(judgeText),
      registerQuickFixes(judgeText),
      panel,
    ),
    commands: createCommands({ find, captures, networks, panel, extensionUri }),
    captures,
  };
}

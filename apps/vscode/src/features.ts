import * as vscode from 'vscode';
import { createCommands, type Commands } from './commands.ts';
import { createFinder } from './hover/find-activation.ts';
import { registerHovers } from './hover/provider.ts';
import { registerPages } from './page/provider.ts';
import { createReader } from './reader.ts';

export interface Features {
  readonly disposable: vscode.Disposable;
  readonly commands: Commands;
}

/** Starts all that needs the functions, the parsers and the figures. */
export function startFeatures(): Features {
  const find = createFinder(createReader());
  return {
    disposable: vscode.Disposable.from(registerHovers(find), registerPages()),
    commands: createCommands(find),
  };
}

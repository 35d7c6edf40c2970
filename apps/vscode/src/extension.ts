import type { ExtensionContext } from 'vscode';
import { registerCommands } from './commands.ts';
import { createFinder } from './hover/find-activation.ts';
import { registerHovers } from './hover/provider.ts';
import { registerPages } from './page/provider.ts';

export function activate(context: ExtensionContext): void {
  const find = createFinder();
  context.subscriptions.push(registerHovers(find), registerPages(), registerCommands(find));
}

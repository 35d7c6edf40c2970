import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { activations, arrayFunctions } from '@actigrad/core';
import { rules } from '@actigrad/diagnostics';
import { refusalSentences } from '@actigrad/source';
import { describe, expect, test } from 'vitest';
import {
  commandIds,
  languageIds,
  panelIds,
  panelSettings,
  settingKeys,
  settingsSection,
  switchesSection,
  switchKeys,
} from '../src/ids.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

interface Manifest {
  readonly main: string;
  readonly browser: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: object;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly walkthroughs: readonly { readonly steps: readonly WalkthroughStep[] }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}
interface WalkthroughStep {
  readonly media: { readonly image: Readonly<Record<string, string>> };
  readonly completionEvents: readonly string[];
}
interface Setting {
  readonly default: unknown;
  readonly items?: { readonly enum: readonly string[] };
}

const manifest = readJson('package.json') as Manifest;
const { commands, configuration } = manifest.contributes;

describe('package.json and the code say the same', () => {
  test('of commands', () => {
    expect(commands.map(({ command }) => command).toSorted()).toEqual(
      Object.values(commandIds).toSorted(),
    );
  });

  test('of settings', () => {
    expect(Object.keys(configuration.properties)).toEqual([
      ...settingKeys.map((key) => `${settingsSection}.${key}`),
      ...switchKeys.map((key) => `${switchesSection}.${key}`),
      ...panelSettings.map((key) => `${panelIds.section}.${key}`),
    ]);
  });

  test('of languages', () => {
    const setting = configuration.properties[`${settingsSection}.languages`];
    expect(setting?.items?.enum).toEqual(languageIds);
    expect(setting?.default).toEqual(languageIds);
    expect(manifest.activationEvents.toSorted()).toEqual(
      [
        ...languageIds.map((id) => `onLanguage:${id}`),
        `onWebviewPanel:${panelIds.editor}`,
      ].toSorted(),
    );
  });
});

test('the walkthrough has three steps, with commands and pictures that exist', () => {
  const steps = manifest.contributes.walkthroughs.flatMap((each) => each.steps);
  expect(steps).toHaveLength(3);
  const words = Object.values(readJson('package.nls.json') as Record<string, string>).join();
  const linked = [...words.matchAll(/\(command:([\w.]+)\)/g)].map(([, id]) => id);
  const completing = steps.flatMap(({ completionEvents }) =>
    completionEvents.map((event) => event.replace('onCommand:', '')),
  );
  expect(Object.values(commandIds)).toEqual(expect.arrayContaining([...linked, ...completing]));
  for (const { media } of steps) {
    for (const path of Object.values(media.image)) expect(existsSync(join(root, path))).toBe(true);
  }
});

test('it works in untrusted and virtual workspaces, on a desktop and in a browser', () => {
  expect(manifest.capabilities).toEqual({
    untrustedWorkspaces: { supported: true },
    virtualWorkspaces: true,
  });
  expect(manifest.browser).toBe(manifest.main);
});

/** The extension's own files, what it has in common with its pages, and theirs. */
const sources = filesIn('src');
const allSources = [...sources, ...filesIn('shared'), ...filesIn('webview')];

function filesIn(folder: string): { readonly path: string; readonly text: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path, text: readFileSync(join(root, folder, path), 'utf8') }));
}

test('what the extension has in common with its pages knows neither', () => {
  for (const { path, text } of filesIn('shared')) {
    expect(text, path).not.toMatch(/from '(?!\.\/)/);
  }
});

test('only what meets the editor knows the editor', () => {
  const knowing = sources.filter(({ text }) => text.includes("from 'vscode'"));
  expect(knowing.map(({ path }) => path).toSorted()).toEqual([
    'capture/capture-editor.ts',
    'capture/insert-hook.ts',
    'commands.ts',
    'extension.ts',
    'features.ts',
    'hover/provider.ts',
    'network/after-typing.ts',
    'network/editable-source.ts',
    'network/lenses.ts',
    'network/networks.ts',
    'network/problems.ts',
    'network/quick-fixes.ts',
    'network/ranges.ts',
    'page/provider.ts',
    'panel/connect-page.ts',
    'panel/panel.ts',
    'source-text.ts',
  ]);
});

describe('every word is there in Korean', () => {
  const said = [
    ...allSources.flatMap(({ text }) => saidIn(text)),
    // What other packages say, given a translator or a sentence to translate.
    ...filesIn('../../packages/diagnostics/src').flatMap(({ text }) => saidIn(text)),
    ...[...rules.values()].flatMap(({ title, formula, remedy, thresholds }) => [
      title,
      formula,
      remedy,
      ...Object.values(thresholds).map(({ meaning }) => meaning),
    ]),
    ...refusalSentences,
  ];
  /** A function is one file of words: one that has no Korean yet is shown in English. */
  const saidOfFunctions = [...activations.values(), ...arrayFunctions.values()].flatMap(
    ({ record }) => [
      record.summary,
      ...Object.values(record.parameters).map(({ meaning }) => meaning),
      ...('kinks' in record ? record.kinks.map(({ because }) => because) : []),
    ],
  );
  const korean = readJson('l10n/bundle.l10n.ko.json') as Record<string, string>;

  test('of the code, with the same numbers in it', () => {
    expect(said.length).toBeGreaterThan(50);
    for (const message of said) {
      expect(korean, message).toHaveProperty([message]);
      expect(placesIn(korean[message] ?? ''), message).toEqual(placesIn(message));
    }
  });

  test('of functions, with the same numbers in it, as far as it is there', () => {
    const translated = saidOfFunctions.filter((message) => Object.hasOwn(korean, message));
    expect(translated.length).toBeGreaterThan(50);
    for (const message of translated)
      expect(placesIn(korean[message] ?? ''), message).toEqual(placesIn(message));
  });

  test('and none that nobody says', () => {
    const all = new Set([...said, ...saidOfFunctions]);
    expect(Object.keys(korean).filter((message) => !all.has(message))).toEqual([]);
  });

  test('of package.json', () => {
    const english = readJson('package.nls.json') as object;
    const named = readFileSync(join(root, 'package.json'), 'utf8').matchAll(/%([\w.]+)%/g);
    expect(Object.keys(readJson('package.nls.ko.json') as object)).toEqual(Object.keys(english));
    expect([...named].map(([, key]) => key as string).toSorted()).toEqual(
      Object.keys(english).toSorted(),
    );
  });
});

/** The sentences that a source gives to a translator, or keeps for one. */
function saidIn(text: string): string[] {
  const calls = text.matchAll(/\b(?:t|say)\(\s*(?:'((?:[^'\\]|\\.)*)'|"([^"]*)")/g);
  return [...calls].map(([, single, double]) => single ?? double ?? '');
}

function placesIn(message: string): string[] {
  return [...new Set(message.match(/\{\d\}/g))].toSorted();
}

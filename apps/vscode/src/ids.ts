/** Every id that package.json and the code share; a test holds the two together. */
export const commandIds = {
  showFunction: 'actigrad.showFunction',
  compareFunctions: 'actigrad.compareFunctions',
  copyCurve: 'actigrad.copyCurve',
  explainRule: 'actigrad.explainRule',
  inspectNetwork: 'actigrad.inspectNetwork',
  inspectCaptures: 'actigrad.inspectCaptures',
  insertCaptureHook: 'actigrad.insertCaptureHook',
  inspectFunction: 'actigrad.inspectFunction',
  openPanel: 'actigrad.openPanel',
  movePanel: 'actigrad.movePanel',
  openExample: 'actigrad.openExample',
} as const;

/** Editors of files. */
export const editorIds = {
  capture: 'actigrad.capture',
  /** Of a set of shards, by its index: a JSON file that opens as text unless asked otherwise. */
  captureSet: 'actigrad.captureSet',
} as const;

/** The panel's two places, and the section of its settings. */
export const panelIds = {
  editor: 'actigrad.panel',
  view: 'actigrad.panelView',
  section: 'actigrad.panel',
} as const;
export const panelSettings = ['location'] as const;

/** Settings, under the section. */
export const settingsSection = 'actigrad.hover';
export const settingKeys = ['enabled', 'size', 'derivatives', 'languages'] as const;
export type SettingKey = (typeof settingKeys)[number];

/** What can be switched off, under its section. */
export const switchesSection = 'actigrad';
export const switchKeys = ['lens.enabled', 'problems.enabled'] as const;

/** Who findings in Problems are by. */
export const problemSource = 'Actigrad';

/** VS Code's ids of the languages that are read. */
export const languageIds = [
  'python',
  'javascript',
  'javascriptreact',
  'typescript',
  'typescriptreact',
  'json',
  'jsonc',
  'yaml',
] as const;

/** Scheme of the pages that the extension writes. */
export const pageScheme = 'actigrad';

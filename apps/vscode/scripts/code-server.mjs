// Real VS Code without a desktop: code-server, the editor's server with its page for a browser.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// code-server 4.139 is VS Code 1.139; it runs on Node 24 alone, so that comes with it. Both are
// kept beside the extension and not among its dependencies: they are 700 MB that a build never needs.
const codeServerVersion = '4.139.1';
const nodeVersion = '24.21.0';
const folder = fileURLToPath(new URL('../.code-server/', import.meta.url));
const installed = join(folder, `${codeServerVersion}-node-${nodeVersion}`);

const modules = join(installed, 'node_modules');
const entry = join(modules, 'code-server/out/node/entry.js');
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const node = join(modules, nodePackage, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');

/** Puts code-server in place, from the npm registry, if it is not there yet. */
export function installCodeServer() {
  if (existsSync(installed)) return;
  console.error(`Installing code-server ${codeServerVersion} (once, about a minute).`);
  // Built elsewhere and moved: an installation that was broken off is never taken for a whole one.
  const partial = join(folder, `partial-${process.pid}`);
  mkdirSync(partial, { recursive: true });
  writeFileSync(join(partial, 'package.json'), '{ "private": true }\n');
  // Scripts would compile native modules that a test does not need: spdlog, the terminal.
  npmInstall(partial, `code-server@${codeServerVersion}`, `${nodePackage}@${nodeVersion}`);
  npmInstall(join(partial, 'node_modules/code-server/lib/vscode'), '--omit=dev');
  renameSync(partial, installed);
  for (const other of readdirSync(folder)) {
    if (join(folder, other) !== installed) rmSync(join(folder, other), { recursive: true });
  }
}

/**
 * @param {string} cwd
 * @param {...string} what
 */
function npmInstall(cwd, ...what) {
  const { status, stderr } = spawnSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...what],
    // Settings of the npm or pnpm that runs this script are not meant for the one below it.
    { cwd, encoding: 'utf8', env: withoutNpmSettings(), shell: process.platform === 'win32' },
  );
  if (status !== 0) throw new Error(`npm could not install code-server: ${stderr}`);
}

function withoutNpmSettings() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|pnpm_)/i.test(name)),
  );
}

/**
 * Starts the editor with an extension installed from its .vsix.
 *
 * @param {{ vsix: string, home: string, folder: string, port?: number, settings?: object }} options
 *   `home` receives its settings and extensions, `folder` is what it opens
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function startCodeServer({ vsix, home, folder: opened, port, settings = {} }) {
  const user = join(home, 'data/User');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify(settings));
  const places = [
    `--extensions-dir=${join(home, 'extensions')}`,
    `--user-data-dir=${join(home, 'data')}`,
    `--config=${join(home, 'config.yaml')}`,
  ];
  const environment = { ...withoutNpmSettings(), XDG_CONFIG_HOME: home, XDG_DATA_HOME: home };
  const install = spawnSync(node, [entry, ...places, '--install-extension', vsix], {
    encoding: 'utf8',
    env: environment,
  });
  if (install.status !== 0) throw new Error(`${vsix} was not installed: ${install.stderr}`);

  const address = `127.0.0.1:${port ?? (await freePort())}`;
  const quiet = ['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'];
  const bound = ['--auth', 'none', '--bind-addr', address, opened];
  const head = await startServer([entry, ...places, ...quiet, ...bound], environment, address);
  const url = `http://${address}/?folder=${encodeURIComponent(opened)}`;
  return { url, stop: () => endGroup(head) };
}

/** code-server gives its second process ten seconds to load: too few on a loaded machine, the first time. */
const mostStarts = 5;

/**
 * Starts code-server and waits until it answers.
 *
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {string} address
 * @returns {Promise<number>} the id of its process, the head of a group: an extension host may
 *   outlive the server that started it
 */
async function startServer(args, env, address) {
  let log = '';
  for (let starts = 0; starts < mostStarts; starts++) {
    const server = spawn(node, args, { stdio: ['ignore', 'pipe', 'pipe'], env, detached: true });
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (chunk) => (log += chunk));
    }
    const head = /** @type {number} */ (server.pid);
    process.once('exit', () => signalGroup(head, 'SIGTERM'));
    const isRunning = () => server.exitCode === null && server.signalCode === null;
    if (await untilHealthy(`http://${address}/healthz`, isRunning)) return head;
    await endGroup(head);
  }
  throw new Error(`code-server ended: ${log}`);
}

/** How long processes are waited for, ms: those that have ended stay listed where nobody collects them. */
const patienceMs = 5000;

/**
 * Ends a process with all that it started, so that nothing writes any more when this resolves.
 *
 * @param {number} head the process's id, and its group's
 */
async function endGroup(head) {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(head), '/t', '/f']);
    return;
  }
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGKILL'])) {
    signalGroup(head, signal);
    const deadline = performance.now() + patienceMs;
    while (signalGroup(head, 0)) {
      if (performance.now() > deadline) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/**
 * @param {number} head
 * @param {NodeJS.Signals | 0} signal 0 only asks
 * @returns {boolean} whether there is any process left
 */
function signalGroup(head, signal) {
  try {
    return process.kill(-head, signal);
  } catch {
    return false;
  }
}

/**
 * @param {string} url
 * @param {() => boolean} isRunning
 * @returns {Promise<boolean>} whether it answers, or has ended
 */
async function untilHealthy(url, isRunning) {
  while (isRunning()) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(/** @type {import('node:net').AddressInfo} */ (address).port));
    });
  });
}

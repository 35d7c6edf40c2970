import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// Some tests open real pages. They need Debian's or any other Chromium of 2024 or later: at
// CHROMIUM_PATH, or where the distribution puts it. As root on Debian it is installed when missing.
const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const found = [process.env.CHROMIUM_PATH, ...usual].find((path) => path && existsSync(path));

if (!found && !installed()) {
  console.error(
    'The browser tests need Chromium. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to its binary.',
  );
  process.exit(1);
}

function installed() {
  if (process.getuid?.() !== 0) return false;
  console.error('Chromium is missing: installing it with apt-get.');
  return apt('update', '-qq') && apt('install', '-qq', '--no-install-recommends', 'chromium');
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
}

// Draws media/icon.png: a function and its gradient, by our own numbers.
import { writeFileSync } from 'node:fs';
import { tanh } from '@actigrad/core';
import { darkPalette } from '@actigrad/plot';
import { chromium } from 'playwright-core';

const side = 256;
/** @param {(x: number) => number} f */
function path(f) {
  const points = Array.from({ length: 121 }, (_, index) => {
    const x = (index - 60) / 20;
    return `${128 + x * 32} ${128 - f(x) * 74}`;
  });
  return `M${points.join('L')}`;
}
const { background, axis, value, slope } = darkPalette;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">
  <rect width="${side}" height="${side}" rx="52" fill="${background}"/>
  <path d="M24 128H232M128 30V226" stroke="${axis}" stroke-width="5" stroke-linecap="round"/>
  <path d="${path((x) => tanh.slope(x))}" fill="none" stroke="${slope}" stroke-width="13" stroke-dasharray="20 22" stroke-linecap="round"/>
  <path d="${path((x) => tanh.value(x))}" fill="none" stroke="${value}" stroke-width="17" stroke-linecap="round"/>
</svg>`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage({ viewport: { width: side, height: side } });
await page.setContent(`<body style="margin:0">${svg}`);
writeFileSync('media/icon.png', await page.screenshot({ omitBackground: true }));
await browser.close();

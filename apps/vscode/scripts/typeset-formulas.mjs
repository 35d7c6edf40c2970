// Typesets f and f' of every function once, at build time: VS Code shows neither MathML nor SVG in
// a hover, only pictures, and a typesetter is larger than all its results.
import { writeFileSync } from 'node:fs';
import { activations } from '@actigrad/core';
import { liteAdaptor } from '@mathjax/src/js/adaptors/liteAdaptor.js';
import { RegisterHTMLHandler } from '@mathjax/src/js/handlers/html.js';
import { TeX } from '@mathjax/src/js/input/tex.js';
import { AmsConfiguration } from '@mathjax/src/js/input/tex/ams/AmsConfiguration.js';
import { mathjax } from '@mathjax/src/js/mathjax.js';
import { SVG } from '@mathjax/src/js/output/svg.js';

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
mathjax.asyncLoad = (name) => import(name);
const document = mathjax.document('', {
  InputJax: new TeX({ packages: ['base', AmsConfiguration.name] }),
  OutputJax: new SVG({ fontCache: 'local' }),
});

/** MathJax writes sizes in ex and 1/1000 em; its ex is 0.442 em. */
const emOfEx = 0.442;

/** @param {string} tex */
async function typeset(tex) {
  const svg = adaptor.innerHTML(await document.convertPromise(tex, { display: true }));
  if (svg.includes('merror')) throw new Error(`TeX error in ${tex}`);
  const [, width, height] = /width="([\d.]+)ex" height="([\d.]+)ex"/.exec(svg);
  const [, viewBox] = /viewBox="([^"]+)"/.exec(svg);
  const markup = svg
    .replace(/^<svg[^>]*>/, '')
    .replace(/<\/svg>$/, '')
    // What MathJax writes for its own menus and for screen readers of pages.
    .replace(/ (data-[\w-]+|role|focusable|aria-[\w-]+|xmlns:xlink)="[^"]*"/g, '')
    .replaceAll('xlink:href', 'href')
    // A glyph is the same in every formula: its name needs no number of the formula, and its
    // outline is kept once.
    .replace(/MJX-\d+-NCM-/g, '')
    .replace(/<defs>(.*?)<\/defs>/, (_, defs) => {
      for (const [, id, outline] of defs.matchAll(/<path id="([^"]*)" d="([^"]*)"><\/path>/g)) {
        glyphs[id] = outline;
      }
      return '';
    })
    .replaceAll('></use>', '/>')
    .replaceAll('></rect>', '/>');
  return { width: width * emOfEx, height: height * emOfEx, viewBox, markup };
}

/** Outlines by glyph. @type {Record<string, string>} */
const glyphs = {};
const formulas = {};
for (const { id, record } of activations.values()) {
  formulas[id] = {
    value: await typeset(`f(x) = ${record.formula}`),
    slope: await typeset(`f'(x) = ${record.derivative}`),
  };
}
const json = JSON.stringify({ glyphs, formulas });
writeFileSync(
  new URL('../src/figure/typeset-formulas.ts', import.meta.url),
  // Single quotes: JSON is full of double ones, and none of the others.
  `// Made by scripts/typeset-formulas.mjs.\nexport const typesetFormulasJson: string = '${json.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}';\n`,
);

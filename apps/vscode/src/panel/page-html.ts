/** Addresses of a page's parts, and what its policy names. */
export interface PageParts {
  readonly cspSource: string;
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
  readonly language: string;
  /** Views that the page lets its user choose between; none where it has but one. */
  readonly tabs: readonly { readonly view: string; readonly label: string }[];
}

/**
 * A page before anything is known: one style sheet, one script, and a policy that lets in nothing
 * else. WebAssembly is compiled by the page itself: the kernels draw its curves.
 */
export function pageHtml({ cspSource, nonce, script, style, language, tabs }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `img-src ${cspSource} data: blob:`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `script-src 'nonce-${nonce}' 'wasm-unsafe-eval'`,
  ].join('; ');
  const buttons = tabs.map(
    ({ view, label }) =>
      `<button type="button" role="tab" id="tab-${view}" data-view="${view}" aria-controls="view" aria-selected="false" tabindex="-1">${label}</button>`,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Actigrad</title>
</head>
<body>
${buttons.length > 0 ? `<div class="tabs" role="tablist">${buttons.join('')}</div>` : ''}
<div id="refused" role="alert" hidden></div>
<main id="view"${buttons.length > 0 ? ' role="tabpanel"' : ''}></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

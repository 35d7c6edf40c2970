/** The page of a capture before anything is known: a strict policy, one style sheet, one script. */
export function pageHtml(
  {
    cspSource,
    script,
    style,
    nonce,
  }: Readonly<Record<'cspSource' | 'script' | 'style' | 'nonce', string>>,
  language: string,
): string {
  const policy = `default-src 'none'; img-src ${cspSource} data:; style-src ${cspSource}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Actigrad</title>
</head>
<body><main id="capture"></main><script nonce="${nonce}" src="${script}"></script></body>
</html>`;
}

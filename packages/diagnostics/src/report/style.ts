/** The look of a report: colours are those of its figures, which the page declares. */
export const style = `
*{box-sizing:border-box}
:root{color-scheme:light dark;--ground:color-mix(in srgb,var(--text) 4%,var(--background))}
body{margin:0 auto;max-width:1200px;padding:24px 28px 48px;background:var(--background);color:var(--text);
font:15px/1.5 system-ui,-apple-system,'Segoe UI','Noto Sans',sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:24px;line-height:1.25;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:18px;margin:36px 0 12px}
section+section{margin-top:56px;border-top:1px solid var(--border);padding-top:32px}
h3{font-size:13px;margin:0 0 6px}
p{margin:0}
a{color:var(--value)}
code{font:0.9em ui-monospace,'SF Mono',Menlo,Consolas,monospace}
.facts,.basis,figcaption,footer,summary{color:var(--muted);font-size:13px}
.verdict{margin:20px 0 12px;padding:14px 18px;background:var(--ground);border-left:4px solid var(--danger);font-size:16px}
.verdict.warning{border-color:var(--slope)}
.verdict.note{border-color:var(--muted)}
.verdict.sound{border-color:var(--series-2)}
.verdict .basis{margin-top:4px}
.severity{color:var(--danger);font-weight:600;margin-right:6px;white-space:nowrap}
.warning .severity{color:var(--slope)}
.note .severity{color:var(--muted)}
.findings{list-style:none;margin:0;padding:0}
.findings li{padding:10px 18px;border-left:4px solid var(--border)}
.findings .basis{display:none}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:13px}
.layers{width:100%;font-size:14px}
th,td{text-align:left;padding:5px 14px 5px 0;border-bottom:1px solid var(--grid);white-space:nowrap}
th{font-weight:400;color:var(--muted)}
tbody th{color:var(--text)}
th.number,td.number{text-align:right}
td.text{white-space:normal;min-width:18em;vertical-align:top}
tr.error th[scope=row]{box-shadow:inset 3px 0 var(--danger)}
tr.warning th[scope=row]{box-shadow:inset 3px 0 var(--slope)}
.layers th:first-child{padding-left:10px}
.danger{color:var(--danger);font-weight:600}
td.wide{width:30%}
.bar{display:inline-block;width:calc(100% - 96px);height:10px;vertical-align:baseline}
.bar i{display:block;height:10px;background:var(--slope);border-radius:2px}
td .number{display:inline-block;width:88px;text-align:right}
.evidence{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(480px,100%),1fr));gap:32px 40px}
figure{margin:0;min-width:0}
svg{display:block;max-width:100%;height:auto}
figcaption{margin:6px 0 4px}
summary{cursor:pointer}
details .scroll{max-height:340px;overflow:auto;margin:8px 0}
footer{margin-top:48px;border-top:1px solid var(--border);padding-top:12px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media print{
body{max-width:none;padding:0;font-size:11pt;print-color-adjust:exact}
.evidence{grid-template-columns:1fr 1fr;gap:18px 24px}
.verdict,.findings li,figure,tr{break-inside:avoid}
h2{break-after:avoid}
summary{display:none}
details{display:none}
}
`;

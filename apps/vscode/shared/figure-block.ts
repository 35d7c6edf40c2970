import { html, ownMarkup, type Html } from './html.ts';

/** The numbers of a picture. */
interface FigureTable {
  readonly columns: readonly { readonly label: string; readonly isNumeric: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

export interface FigureContent {
  readonly title: string;
  readonly svg: string;
  readonly table: FigureTable;
}

type Translate = (message: string, ...values: (string | number)[]) => string;

/** A picture with its title, its numbers to unfold, and buttons that export both. */
export function figureBlock(id: string, { title, svg, table }: FigureContent, t: Translate): Html {
  const cell = (text: string, column: number): Html =>
    html`<td${table.columns[column]?.isNumeric && ownMarkup(' class="number"')}>${text}</td>`;
  return html`<figure id="figure-${id}" data-figure="${id}">
    <figcaption>${title}</figcaption>
    <div class="picture">${ownMarkup(svg)}</div>
    <div class="export" role="group" aria-label="${t('Save {0}', title)}">
      ${(['svg', 'png', 'csv'] as const).map(
        (extension) =>
          html`<button
            type="button"
            class="link"
            data-export="${extension}"
            aria-label="${t('Save {0} as {1}', title, extension.toUpperCase())}"
          >
            ${extension.toUpperCase()}
          </button>`,
      )}
    </div>
    <details data-keep="data-${id}">
      <summary>${t('Data')}</summary>
      <div class="scrolled" tabindex="0" role="region" aria-label="${t('Data of {0}', title)}">
        <table>
          <thead>
            <tr>
              ${table.columns.map(({ label }) => html`<th scope="col">${label}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${table.rows.map(
              (row) =>
                html`<tr>
                  ${row.map(cell)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </figure>`;
}

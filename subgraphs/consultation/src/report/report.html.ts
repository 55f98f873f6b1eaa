/** A table of the report: its columns, and rows of a name with its values as they are shown. */
export interface HtmlTable {
  readonly caption: string;
  /** What the first column names. */
  readonly of: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly values: readonly string[] }[];
}

export function htmlTable({ caption, of, columns, rows }: HtmlTable): string {
  const head = [of, ...columns].map((title) => `<th scope="col">${asText(title)}</th>`).join('');
  const body = rows.map(
    ({ name, values }) =>
      `<tr><th scope="row">${asText(name)}</th>${values.map((value) => `<td>${asText(value)}</td>`).join('')}</tr>`,
  );
  return `<div class="wide" role="region" aria-label="Tabelle: ${asText(caption)}" tabindex="0"><table>
<caption>${asText(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table></div>`;
}

/** A part of the page; `content` is HTML. */
export function htmlSection(id: string, heading: string, content: string): string {
  return `<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${asText(heading)}</h2>
${content}
</section>`;
}

/** What is hidden to protect people. */
export const hidden = 'gesperrt';
/** What there is nothing to say of. */
export const nothingSaid = '–';

/** „1.234“, or what stands for a number that there is not. */
export function german(value: number | null, missing = nothingSaid): string {
  return value === null ? missing : value.toLocaleString('de-DE');
}

/** „5,4 %“ */
export function percent(part: number | null, whole = 1): string {
  return part === null || whole === 0 ? nothingSaid : `${german(Math.round((1_000 * part) / whole) / 10)} %`;
}

export function asText(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

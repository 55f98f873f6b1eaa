/**
 * Contrast of all text at least 7:1; on paper A4, no picture and no table is torn, and every sheet says at its foot what it belongs to.
 *
 * @param foot words without quotation marks and backslashes
 */
export const pageStyle = (foot: string) => `
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 52rem; padding: 1.5rem; font: 1.0625rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #ffffff; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0.25rem 0; }
h2 { font-size: 1.375rem; margin: 2.5rem 0 0.75rem; border-bottom: 2px solid #1b5e8c; }
a { color: #0b4a75; text-decoration: underline; }
a:focus-visible, .wide:focus-visible { outline: 3px solid #1a1a1a; outline-offset: 2px; }
.lead { font-size: 1.1875rem; }
.sample { border: 3px solid #8a1c1c; padding: 0.5rem 0.75rem; color: #6b1414; background: #fdf3f3; }
figure { margin: 0 0 1rem; }
figure svg { width: 100%; height: auto; max-width: 760px; }
figcaption { font-size: 0.9375rem; }
/* A table may be wider than a telephone: it alone is moved sideways. */
.wide { overflow-x: auto; margin-bottom: 1.5rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th, td { padding: 0.3rem 0.5rem; border-bottom: 1px solid #767676; text-align: right; vertical-align: bottom; }
thead th:first-child, th[scope="row"] { text-align: left; }
th[scope="row"] { font-weight: 400; min-width: 8rem; }
@page { size: A4; margin: 18mm 16mm; @bottom-left { content: "${foot}"; font: 9pt system-ui, sans-serif; } @bottom-right { content: counter(page) " / " counter(pages); font: 9pt system-ui, sans-serif; } }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav { display: none; }
  h2, h2 + p { break-after: avoid; }
  .wide { overflow: visible; }
  figure, .wide, tr { break-inside: avoid; }
  thead { display: table-header-group; }
}
`;

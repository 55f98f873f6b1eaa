import { toSvgFile } from '@gkz-qe/kit/charts/drawing.ts';
import type { Question, Shown, Stand } from './figure.types.ts';

/** A question with what the system answered. */
export interface Answered {
  readonly question: Omit<Question, 'show'>;
  readonly shown: Shown;
}

/** The document and its pictures, by their paths beneath the folder they are written to. */
export function createFiles(
  stand: Stand & { readonly takenAt: string },
  answered: readonly Answered[],
  map: Answered,
): ReadonlyMap<string, string> {
  const pictures = [...answered, map].map(
    ({ question, shown }) => [`figures/${question.name}.svg`, toSvgFile(shown.picture, shown.text)] as const,
  );
  const parts = answered.map((one, at) => section(`${at + 1}. ${one.question.question}`, one, stand));
  const document = [head(stand), ...parts, section(map.question.question, map, stand), ''].join('\n');
  return new Map([...pictures, ['figures.md', document]]);
}

function head({ takenAt, year }: Stand & { readonly takenAt: string }): string {
  return `# Ten questions to the figures

What analysts ask, with the operation that answers it, what it answered over the sample data, and a picture. Written by \`npx -y pnpm@12.21.0 run figures\`
from a running system, as an analyst: change nothing here by hand. Words in pictures are German, as the data's own are.

Figures of cases are from the snapshot of ${takenAt.slice(0, 10)}, which shows the years until ${year}. „gesperrt“ marks what [must not show](decisions/0017-figures.md).
Each operation is in [schema/operations](../schema/operations). The address below it gives the same as a file, \`csv\`, \`csv-plain\` or \`parquet\`:

\`\`\`sh
TOKEN=$(npx -y pnpm@12.21.0 --silent run token --role analyst)
curl -H "authorization: Bearer $TOKEN" 'http://127.0.0.1:4000/export/figures?dimensions=TOPIC&format=csv'
\`\`\`
`;
}

function section(heading: string, { question, shown }: Answered, stand: Stand): string {
  const { operation, name } = question;
  const { snapshot: _newest, ...variables } = question.variables(stand);
  const given = Object.keys(variables).length === 0 ? '' : `, \`${JSON.stringify(variables)}\``;
  return `## ${heading}

[${operation}](../schema/operations/${operation}.graphql)${given}${addressOf(operation, variables)}

${shown.answer}

![${shown.text.title}. ${shown.text.description.replaceAll(/[[\]]/g, '')}](figures/${name}.svg)
`;
}

/** Where the same comes as a file; not every known operation does. */
function addressOf(operation: string, variables: Readonly<Record<string, unknown>>): string {
  const [, name] = /^export-(.+)$/.exec(operation) ?? [];
  if (!name) return '';
  const query = Object.entries(variables).map(([key, value]) => `${key}=${value}`);
  return ` · \`/export/${name}?${[...query, 'format=csv'].join('&')}\``;
}

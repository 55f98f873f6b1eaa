import { readdirSync, readFileSync } from 'node:fs';

const subgraphs = new URL('../../../../../subgraphs/', import.meta.url);

/** The subgraphs of this repository: their real contracts, with data made up. */
export const own = Object.fromEntries(
  ['staedtetag', 'gemeindetag', 'landkreistag', 'consultation'].map((name) => [name, readSchema(name)]),
);

function readSchema(name: string): string {
  const folder = new URL(`${name}/schema/`, subgraphs);
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  return files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
}

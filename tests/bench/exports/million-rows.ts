import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway } from '@gkz-qe/gateway/testing/gateway.ts';

/*
 * node tests/bench/exports/million-rows.ts [rows [format]]
 *
 * Reads exports of so many rows over HTTP and says how large the process was on the way: gateway, subgraph and reader in one.
 */
const total = Number(process.argv[2] ?? 1_000_000);
const pageSize = 1000;

const typeDefs = `
  type Query { things(first: Int, after: String): Things }
  type Things { nodes: [Thing!]!  pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean!  endCursor: String }
  type Thing { key: ID!  name: String  size: Int  share: Float }`;
const operation = `query ExportThings($after: String) { things(first: ${pageSize}, after: $after) {
  rows: nodes { key name size share } pageInfo { hasNextPage endCursor } } }`;

function pageAfter(after: unknown) {
  const begin = Number(after ?? 0);
  const count = Math.min(pageSize, total - begin);
  const nodes = Array.from({ length: count }, (_, at) => ({
    ...{ key: String(begin + at).padStart(8, '0'), name: `Kommune ${begin + at}`, size: begin + at, share: at / 7 },
  }));
  return { nodes, pageInfo: { hasNextPage: begin + count < total, endCursor: String(begin + count) } };
}

await using folder = await mkdtempDisposable(join(tmpdir(), 'gkz-qe-exports-'));
await writeFile(join(folder.path, 'export-things.graphql'), operation);
const things = (_parent: unknown, { after }: { after?: string }) => pageAfter(after);
const source = { name: 'one', typeDefs, resolvers: { Query: { things: things as never } } };
await using gateway = await startGateway([source], {
  TRUSTED_OPERATIONS: folder.path,
  COST_BUDGETS: 'off',
  LOG_LEVEL: 'error',
});

const formats = process.argv[3] ? [process.argv[3]] : ['csv-plain', 'csv', 'parquet'];
for (const format of formats) {
  const began = performance.now();
  const response = await fetch(`${gateway.url}/export/things?format=${format}`);
  const sizes: number[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    // The test subgraph remembers all that it answered: that is not what is measured here.
    if (gateway.subgraphs.one) gateway.subgraphs.one.calls.length = 0;
    sizes.push(process.memoryUsage.rss());
  }
  const seconds = (performance.now() - began) / 1000;
  const at = (share: number) => Math.round((sizes[Math.floor((sizes.length - 1) * share)] ?? 0) / 2 ** 20);
  const memory = `RSS ${at(0.1)} MB after a tenth, ${at(0.5)} MB after half, ${at(1)} MB at the end`;
  process.stdout.write(
    `${format}: ${total} rows, ${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s; ${memory}\n`,
  );
}

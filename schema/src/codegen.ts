// `pnpm codegen [--check] [subgraph…]`: writes the types of the subgraphs' resolvers, or tells which are stale.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printList, printPassed, runCommand } from './command.ts';
import { ContractFault } from './contract-fault.ts';
import { type GeneratedFile, isStale, writeAllGenerated } from './generated-files.ts';
import { generateResolverTypes, type ResolverTypesOptions } from './resolver-types.ts';
import { readSubgraphSdl, shownPath, subgraphFolder, subgraphs } from './subgraphs.ts';

async function generateForSubgraph(name: string): Promise<GeneratedFile> {
  const folder = subgraphFolder(name);
  const text = await generateResolverTypes(readSubgraphSdl(name), readOptions(join(folder, 'codegen.json')));
  return { path: join(folder, 'src/generated/resolvers.ts'), text };
}

/** Reads a `codegen.json`; a subgraph without one has no mappers. */
function readOptions(path: string): ResolverTypesOptions {
  if (!existsSync(path)) return {};
  try {
    const { mappers, scalars, ...unknown } = JSON.parse(readFileSync(path, 'utf8'));
    if (Object.keys(unknown).length === 0) return { mappers, scalars };
    throw new SyntaxError(`only "mappers" and "scalars" are known, not ${Object.keys(unknown).join(', ')}`);
  } catch (error) {
    throw error instanceof SyntaxError ? new ContractFault(`${shownPath(path)}: ${error.message}`) : error;
  }
}

async function runCodegen(): Promise<boolean> {
  const { values, positionals } = parseArgs({ options: { check: { type: 'boolean' } }, allowPositionals: true });
  const known: string[] = subgraphs.map(({ name }) => name);
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new ContractFault(`There is no subgraph ${unknown.join(', ')}, only ${known.join(', ')}.`);
  const names = positionals.length > 0 ? positionals : known;
  const files = await Promise.all(names.map(generateForSubgraph));
  if (!values.check) {
    console.log(writeAllGenerated(files).join('\n'));
    return true;
  }
  const stale = files.filter(isStale).map(({ path }) => shownPath(path));
  printList('fault', 'Stale resolver types; run `pnpm codegen` and commit them:', stale);
  if (stale.length === 0) printPassed(`The resolver types of ${files.length} subgraphs are fresh.`);
  return stale.length === 0;
}

if (import.meta.main) await runCommand(runCodegen);

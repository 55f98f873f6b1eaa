// `pnpm schema:compose`: makes schema/generated from the subgraphs' contracts and the known operations.
import { printList, runCommand } from './command.ts';
import { generateContract, writeAllGenerated } from './generated-files.ts';
import { findInvalidOperations, readKnownOperations } from './operations.ts';
import { readSubgraphContracts } from './subgraphs.ts';

function compose(): boolean {
  const operations = readKnownOperations();
  const { apiSchema, files, hints } = generateContract(readSubgraphContracts(), operations);
  printList('note', 'Hints of the composition:', hints);
  console.log(writeAllGenerated(files).join('\n'));

  const invalid = findInvalidOperations(apiSchema, operations);
  const texts = invalid.map((finding) => finding.text);
  printList('fault', 'Known operations that the composed API does not accept:', texts);
  return invalid.length === 0;
}

if (import.meta.main) await runCommand(compose);

// `pnpm schema:check [--against <revision>]`: what the contract in this working tree means for those who rely on it.
import { parseArgs } from 'node:util';
import { findApiChanges } from './breaking-changes.ts';
import { printList, printPassed, runCommand } from './command.ts';
import { readCommitted } from './committed.ts';
import { type GeneratedContract, generateContract, generatedPaths, isStale } from './generated-files.ts';
import { findDeprecatedUse, findInvalidOperations, type KnownOperation, readKnownOperations } from './operations.ts';
import { describePlanChanges, type PlanSummaries } from './plans.ts';
import { readSubgraphContracts, shownPath } from './subgraphs.ts';

/** The last version that others may rely on. */
export interface Committed {
  readonly api: string | null;
  readonly plans: PlanSummaries | null;
}

/** What a check found. Faults make it fail, notes are for the reviewer; each text stands for itself. */
export interface CheckResult {
  readonly faults: Readonly<Record<string, readonly string[]>>;
  readonly notes: Readonly<Record<string, readonly string[]>>;
}

/** Compares a contract with its generated files, its known operations and the version before. */
export function checkContract(
  contract: GeneratedContract,
  operations: readonly KnownOperation[],
  committed: Committed,
): CheckResult {
  const changes = committed.api ? findApiChanges(committed.api, contract.apiSdl) : { breaking: [], dangerous: [] };
  const texts = (findings: readonly { text: string }[]) => findings.map(({ text }) => text);
  return {
    faults: {
      'Stale files; run `pnpm schema:compose` and commit them:': contract.files
        .filter(isStale)
        .map(({ path }) => shownPath(path)),
      'Changes that break clients; deprecate first, remove later:': changes.breaking,
      'Known operations that are no longer valid:': texts(findInvalidOperations(contract.apiSchema, operations)),
    },
    notes: {
      'Hints of the composition:': contract.hints,
      'Changes that may surprise clients:': changes.dangerous,
      'Known operations that use something deprecated:': texts(findDeprecatedUse(contract.apiSchema, operations)),
      'Query plans that changed:': committed.plans ? describePlanChanges(committed.plans, contract.plans) : [],
    },
  };
}

function check(): boolean {
  const { against } = parseArgs({ options: { against: { type: 'string', default: 'HEAD' } } }).values;
  const operations = readKnownOperations();
  const contract = generateContract(readSubgraphContracts(), operations);
  const plans = readCommitted(generatedPaths.plans, against);
  const committed = { api: readCommitted(generatedPaths.api, against), plans: plans ? JSON.parse(plans) : null };
  const { faults, notes } = checkContract(contract, operations, committed);

  for (const [heading, entries] of Object.entries(notes)) printList('note', heading, entries);
  for (const [heading, entries] of Object.entries(faults)) printList('fault', heading, entries);
  if (Object.values(faults).some((entries) => entries.length > 0)) return false;

  const compared = committed.api ? `compared with ${against}` : `${against} has no public API to compare with`;
  printPassed(
    `The contract holds: ${contract.files.length} files fresh, ${operations.length} operations, ${compared}.`,
  );
  return true;
}

if (import.meta.main) await runCommand(check);

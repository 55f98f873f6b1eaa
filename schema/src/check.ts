// `pnpm schema:check [--against <revision>]`: what the contract in this working tree means for those who rely on it.
import { parseArgs } from 'node:util';
import { findApiChanges } from './breaking-changes.ts';
import { printList, printPassed, runCommand } from './command.ts';
import { readCommitted } from './committed.ts';
import { ContractFault } from './contract-fault.ts';
import { type GeneratedContract, generateContract, generatedPaths, isStale } from './generated-files.ts';
import { findDeprecatedUse, findInvalidOperations, type KnownOperation, readKnownOperations } from './operations.ts';
import { describePlanChanges, type PlanSummaries } from './plans.ts';
import { readSubgraphContracts, shownPath } from './subgraphs.ts';

/** The last version that others may rely on. */
export interface Committed {
  readonly api: string | null;
  readonly plans: PlanSummaries | null;
}

/** What a check found, in texts that stand for themselves. */
export interface CheckResult {
  /** Generated files that differ from what they must hold. */
  readonly stale: readonly string[];
  /** What breaks clients of the version before. */
  readonly breaking: readonly string[];
  /** Why known operations are no longer valid. */
  readonly invalid: readonly string[];
  /** What the composition remarks on. */
  readonly hints: readonly string[];
  /** What may surprise clients of the version before. */
  readonly dangerous: readonly string[];
  /** Where known operations use something deprecated. */
  readonly deprecated: readonly string[];
  /** How plans of known operations changed. */
  readonly plans: readonly string[];
}

/** With any of these the contract does not hold. */
const faults = {
  stale: 'Stale files; run `pnpm schema:compose` and commit them:',
  breaking: 'Changes that break clients; deprecate first, remove later:',
  invalid: 'Known operations that are no longer valid:',
} as const satisfies Partial<Record<keyof CheckResult, string>>;

/** These are for the reviewer. */
const notes = {
  hints: 'Hints of the composition:',
  dangerous: 'Changes that may surprise clients:',
  deprecated: 'Known operations that use something deprecated:',
  plans: 'Query plans that changed:',
} as const satisfies Record<Exclude<keyof CheckResult, keyof typeof faults>, string>;

/** Compares a contract with its generated files, its known operations and the version before. */
export function checkContract(
  contract: GeneratedContract,
  operations: readonly KnownOperation[],
  committed: Committed,
): CheckResult {
  const changes = committed.api ? findApiChanges(committed.api, contract.apiSdl) : { breaking: [], dangerous: [] };
  return {
    stale: contract.files.filter(isStale).map(({ path }) => shownPath(path)),
    invalid: findInvalidOperations(contract.apiSchema, operations).map(({ text }) => text),
    hints: contract.hints,
    deprecated: findDeprecatedUse(contract.apiSchema, operations).map(({ text }) => text),
    plans: committed.plans ? describePlanChanges(committed.plans, contract.plans) : [],
    ...changes,
  };
}

function check(): boolean {
  const { against: asked } = parseArgs({ options: { against: { type: 'string' } } }).values;
  const against = asked ?? 'HEAD';
  const operations = readKnownOperations();
  const contract = generateContract(readSubgraphContracts(), operations);
  const committed = readCommittedContract(against);
  // Before the first commit, and without git, there is nothing to compare with. Who names a version wants it compared.
  if (asked && !committed.api)
    throw new ContractFault(`There is no public API in ${asked}. Is it a commit of this repository?`);
  const result = checkContract(contract, operations, committed);

  for (const key of keysOf(notes)) printList('note', notes[key], result[key]);
  for (const key of keysOf(faults)) printList('fault', faults[key], result[key]);
  if (keysOf(faults).some((key) => result[key].length > 0)) return false;

  const [files, known] = [`${contract.files.length} files fresh`, `${operations.length} operations valid`];
  const compared = committed.api ? `compared with ${against}` : `${against} has no public API to compare with`;
  printPassed(`The contract holds: ${files}, ${known}, ${compared}.`);
  return true;
}

function readCommittedContract(revision: string): Committed {
  const plans = readCommitted(generatedPaths.plans, revision);
  return { api: readCommitted(generatedPaths.api, revision), plans: plans ? JSON.parse(plans) : null };
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}

if (import.meta.main) await runCommand(check);

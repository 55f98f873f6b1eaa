import { createHash } from 'node:crypto';
import type { TableFault } from '@gkz-qe/kit/csv-table.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { requireScope } from '../../policy.ts';
import { day } from '../../routing/wording.ts';
import type { RegisterRecords } from '../register.repository.ts';
import { compareRegister } from './register-difference.ts';
import { readRegisterFile } from './register-file.ts';
import type { ImportTurn, RegisterImportStore } from './register-import.repository.ts';
import type { ImportChoices, RegisterDifference } from './register-import.types.ts';
import { changesOf, type Prepared, showImport } from './register-import-preview.ts';

export interface RegisterImportApplied {
  readonly asOf: string;
  readonly added: number;
  readonly ended: number;
  readonly renamed: number;
  readonly changed: number;
  readonly areas: number;
  readonly unchanged: number;
}

export interface RegisterImportParts {
  readonly store: RegisterImportStore;
  readonly viewer: Viewer;
  readonly today: string;
  readonly now: () => Date;
}

export type RegisterImport = ReturnType<typeof createRegisterImport>;

/** Takes over a file of the Gemeindeverzeichnis: first shows what it would do, then does just that. For mutations and for the shell. */
export function createRegisterImport({ store, viewer, today, now }: RegisterImportParts) {
  return {
    /** @throws Problem FORBIDDEN, or BAD_USER_INPUT for choices that cannot be */
    async preview(content: Uint8Array, choices: ImportChoices) {
      requireScope(viewer, 'register:write');
      const turn = store.read();
      const prepared = await prepare(turn, content, choices, today);
      if (prepared.faults) return faulty(prepared.faults);
      return { __typename: 'RegisterImportPreview' as const, ...(await showImport(turn, prepared, today)) };
    },

    /**
     * Writes what a preview has shown, all of it in one transaction.
     *
     * @param preview what the preview was named; where the file, the choices or the register differ, nothing is written
     * @throws Problem FORBIDDEN, or BAD_USER_INPUT for choices that cannot be
     */
    async apply(content: Uint8Array, choices: ImportChoices, preview: string) {
      requireScope(viewer, 'register:write');
      return store.inTurn(async (turn) => {
        const prepared = await prepare(turn, content, choices, today);
        if (prepared.faults) return faulty(prepared.faults);
        const { name, current, difference } = prepared;
        if (name !== preview) {
          const shown = await showImport(turn, prepared, today);
          return { __typename: 'RegisterImportOutdated' as const, preview: shown };
        }
        if (difference.ended.some(({ successor }) => successor === null)) {
          const { ended } = await showImport(turn, prepared, today);
          return {
            __typename: 'RegisterSuccessorsMissing' as const,
            missing: ended.filter(({ successor }) => successor === null),
          };
        }
        if (isAnything(prepared)) {
          const bySubject = viewer.subject ?? 'unknown';
          const record = { at: now(), bySubject, asOf: difference.asOf, fileHash: hashOf(content) };
          await turn.save(current, difference.next, { ...record, changes: changesOf(difference) });
        }
        return { __typename: 'RegisterImportApplied' as const, ...countsOf(difference) };
      });
    },
  };
}

/** At most so many faults are told: a file in another format has one in every line. */
const toldFaults = 100;

function faulty(faults: readonly TableFault[]) {
  return {
    __typename: 'RegisterFileFaulty' as const,
    faults: faults.slice(0, toldFaults),
    faultCount: faults.length,
  };
}

/** @returns what the file would do with the register as it is, or all that is wrong with the file */
async function prepare(
  turn: ImportTurn,
  content: Uint8Array,
  choices: ImportChoices,
  today: string,
): Promise<(Prepared & { faults?: never }) | { faults: readonly TableFault[] }> {
  const { file, faults } = readRegisterFile(content);
  if (faults) return { faults };
  const current = await turn.findRegister();
  const wrongDay = faultOfDay(file.asOf, current, today);
  if (wrongDay !== null) return { faults: [{ line: 1, column: 'Gebietsstand', message: wrongDay }] };
  if (choices.populationAsOf > file.asOf) {
    throw badInput('input.populationAsOf', 'Die Einwohnerzahlen können nicht jünger als der Gebietsstand sein.');
  }
  const difference = compareRegister(file, current, choices);
  return { current, difference, name: nameOf(content, choices, current) };
}

function faultOfDay(asOf: string, { source }: RegisterRecords, today: string): string | null {
  if (asOf > today) return 'Der Gebietsstand liegt in der Zukunft.';
  if (source === null || asOf >= source.asOf) return null;
  return `Das Verzeichnis hat schon den Gebietsstand ${day(source.asOf)}. Ein älterer wird nicht übernommen.`;
}

/** The same for the same file, choices and register, whatever the day. */
function nameOf(
  content: Uint8Array,
  { populationAsOf, successors }: ImportChoices,
  { version }: RegisterRecords,
): string {
  const named = successors.map(({ ended, successor, validUntil }) => `${ended} ${successor} ${validUntil}`).sort();
  return createHash('sha256')
    .update(`${version} ${populationAsOf} ${named.join(', ')}\n`)
    .update(content)
    .digest('hex');
}

function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function isAnything({ current, difference }: Prepared): boolean {
  const { source } = difference.next;
  return changesOf(difference).length > 0 || JSON.stringify(source) !== JSON.stringify(current.source);
}

function countsOf({
  asOf,
  added,
  ended,
  renamed,
  changed,
  areas,
  unchanged,
}: RegisterDifference): RegisterImportApplied {
  const [lists, counts] = [
    { added, ended, renamed, changed, areas },
    { asOf, unchanged },
  ];
  const lengths = Object.entries(lists).map(([name, list]) => [name, list.length]);
  return { ...counts, ...Object.fromEntries(lengths) };
}

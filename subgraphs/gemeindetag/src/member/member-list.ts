import { readCsvTable, type TableFault, type TableRow } from '@gkz-qe/kit/csv-table.ts';
import { isGemeindeAgs } from '@gkz-qe/kit/keys.ts';
import { findRepeated, readDay, readYesNo } from '@gkz-qe/kit/table-values.ts';
import type { Member } from './member.entity.ts';

/** What a member list says of one member. Days are ISO 8601. */
export interface ListedMember {
  readonly line: number;
  readonly ags: string;
  readonly since: string | null;
  readonly until: string | null;
  readonly status: Member['status'];
  readonly preferred: boolean;
}

/** A member list, or all that is wrong with it: never both. */
export interface MemberList {
  readonly members: readonly ListedMember[];
  readonly faults: readonly TableFault[];
}

const columns = ['ags', 'since', 'until', 'status', 'preferred'] as const;
type Row = TableRow<(typeof columns)[number]>;

const statuses: readonly string[] = ['ACTIVE', 'DORMANT', 'ENDED'] satisfies Member['status'][];

/** Reads a member list as the README describes it. One fault, and nothing of it counts. */
export function readMemberList(content: Uint8Array): MemberList {
  const table = readCsvTable(content, columns);
  const repeated = findRepeated(table.rows, ({ values }) => values.ags).map(({ row, firstLine }) =>
    fault(row, 'ags', `Das Mitglied steht schon in Zeile ${firstLine}.`),
  );
  const faults = [...table.faults, ...table.rows.flatMap(faultsOf), ...repeated];
  if (faults.length > 0) return { members: [], faults: faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
  return { members: table.rows.map(toMember), faults: [] };
}

function faultsOf(row: Row): TableFault[] {
  const { ags, since, until, status, preferred } = row.values;
  const [first, last] = [readDay(since), readDay(until)];
  const checks: readonly (TableFault | false)[] = [
    !isGemeindeAgs(ags) && fault(row, 'ags', 'Der Gemeindeschlüssel hat acht Ziffern und beginnt mit 08.'),
    since !== '' &&
      !first &&
      fault(row, 'since', 'Diesen Tag gibt es nicht. Schreiben Sie 2026-11-23 oder 23.11.2026.'),
    until !== '' && !last && fault(row, 'until', 'Diesen Tag gibt es nicht. Schreiben Sie 2026-11-23 oder 23.11.2026.'),
    !!first && !!last && last < first && fault(row, 'until', 'Der letzte Tag liegt vor dem ersten.'),
    !statuses.includes(status) && fault(row, 'status', 'Der Status ist ACTIVE, DORMANT oder ENDED.'),
    status === 'ENDED' && until === '' && fault(row, 'until', 'Wer nicht mehr Mitglied ist, hat einen letzten Tag.'),
    readYesNo(preferred) === undefined && fault(row, 'preferred', 'Schreiben Sie ja oder nein.'),
  ];
  return checks.filter((check) => check !== false);
}

function fault({ line }: Row, column: (typeof columns)[number], message: string): TableFault {
  return { line, column, message };
}

function toMember({ line, values }: Row): ListedMember {
  return {
    line,
    ags: values.ags,
    since: readDay(values.since) ?? null,
    until: readDay(values.until) ?? null,
    status: values.status as Member['status'],
    preferred: readYesNo(values.preferred) ?? false,
  };
}

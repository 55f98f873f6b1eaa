import { factChanges } from '@gkz-qe/kit/fact-changes.ts';
import { addDays } from '@gkz-qe/kit/local-day.ts';
import type { FactChange } from '@gkz-qe/kit/revisions.ts';
import type { ListedMember } from './member-list.ts';
import type { StoredMember } from './member-writer.repository.ts';
import { isOver } from './membership.ts';
import type { MemberState } from './save-members.repository.ts';

/** What an import would do with one member. */
export interface ImportEntry {
  readonly ags: string;
  /** Line of the file; null for a member that is missing in it. */
  readonly line: number | null;
  readonly changes: readonly FactChange[];
  /** Whether routing would count it today, and whether it would be a preferred one. */
  readonly member: boolean;
  readonly preferred: boolean;
}

/** What an import would do: `states` is what it would write, the rest tells it to a person. */
export interface ListDifference {
  readonly admitted: readonly ImportEntry[];
  readonly ended: readonly ImportEntry[];
  readonly changed: readonly ImportEntry[];
  /** How many members the file has as they are. */
  readonly unchanged: number;
  /** How many members are missing in the file and stay members. */
  readonly kept: number;
  readonly states: readonly MemberState[];
}

/** What becomes of members that the file does not name. */
export type MissingMembers = 'KEEP' | 'END';

const facts = ['since', 'until', 'status', 'preferred', 'source'] as const;

/** Compares a member list with the members that are stored, as of a day. A pure function: nothing is written. */
export function compareMemberList(
  listed: readonly ListedMember[],
  stored: readonly StoredMember[],
  missing: MissingMembers,
  today: string,
): ListDifference {
  const known = new Map(stored.map((member) => [member.ags, member]));
  const named = new Set(listed.map(({ ags }) => ags));
  const absent = stored.filter((member) => !named.has(member.ags) && !isOver(member, today));
  const leaving = missing === 'END' ? absent.map((member) => endOf(member, today)) : [];
  const steps = [...listed.map((member) => stateOf(member, known.get(member.ags), today)), ...leaving].map(
    ({ line, state }) => {
      const before = known.get(state.ags);
      const current = before ? { ...before, status: statusOn(before, today) } : null;
      return {
        state,
        kind: kindOf(current, state, today),
        entry: {
          ...{ ags: state.ags, line, changes: factChanges(current, state, facts) },
          ...{ member: isMemberOn(state, today), preferred: state.preferred },
        },
      };
    },
  );
  const touched = steps.filter(({ entry }) => entry.changes.length > 0);
  const entriesOf = (kind: Kind) => touched.filter((step) => step.kind === kind).map(({ entry }) => entry);
  return {
    admitted: entriesOf('admitted'),
    ended: entriesOf('ended'),
    changed: entriesOf('changed'),
    unchanged: steps.length - touched.length,
    kept: absent.length - leaving.length,
    states: touched.map(({ state }) => state),
  };
}

type Kind = 'admitted' | 'ended' | 'changed';

function kindOf(before: StoredMember | null, after: MemberState, today: string): Kind {
  const [was, is] = [before !== null && !isOver(before, today), !isOver(after, today)];
  if (was === is) return 'changed';
  return is ? 'admitted' : 'ended';
}

/** A list says nothing of Kreisverbände, so they stay. */
function stateOf(
  { line, ...member }: ListedMember,
  known: StoredMember | undefined,
  today: string,
): { line: number; state: MemberState } {
  return {
    line,
    state: {
      ...member,
      kreisverband: known?.kreisverband ?? null,
      status: statusOn(member, today),
      source: 'ASSOCIATION',
    },
  };
}

/** As routing counts: from the first day to the last, ENDED or not, and never while it is dormant. */
function isMemberOn({ status, since, until }: MemberState, today: string): boolean {
  if (status === 'DORMANT' || (status === 'ENDED' && until === null)) return false;
  return (since === null || since <= today) && (until === null || today <= until);
}

/** A member that is missing has left by yesterday; one who came only today or later stays one for their first day. */
function endOf(member: StoredMember, today: string): { line: null; state: MemberState } {
  const yesterday = addDays(today, -1);
  const until = member.since !== null && member.since > yesterday ? member.since : yesterday;
  const { version: _version, ...state } = { ...member, until };
  return { line: null, state: { ...state, status: statusOn(state, today) } };
}

function statusOn(member: Pick<MemberState, 'status' | 'until'>, today: string): MemberState['status'] {
  return isOver(member, today) ? 'ENDED' : member.status;
}

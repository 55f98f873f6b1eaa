import { createHash } from 'node:crypto';
import type { TableFault } from '@gkz-qe/kit/csv-table.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import * as policy from '../policy.ts';
import { compareMemberList, type ListDifference, type MissingMembers } from './member-list.difference.ts';
import { readMemberList } from './member-list.ts';
import type { MemberTurn, MemberWriter, StoredMember } from './member-writer.repository.ts';

/** What an import would do. `preview` stands for the file, the choice, the day and every member as it was. */
export interface ImportPreview extends Omit<ListDifference, 'states'> {
  readonly preview: string;
}

export interface ImportApplied {
  readonly admitted: number;
  readonly ended: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly kept: number;
}

/** What an import came to: a file with a single fault comes to nothing but its faults. */
export interface ImportFaulty {
  readonly faults: readonly TableFault[];
}

export type MemberImport = ReturnType<typeof createMemberImport>;

/** Takes over a member list: first shows what it would do, then does just that. For mutations and for the shell. */
export function createMemberImport(writer: MemberWriter, viewer: Viewer, today: string) {
  const prepare = async (turn: MemberTurn, content: Uint8Array, missing: MissingMembers) => {
    const { members, faults } = readMemberList(content);
    if (faults.length > 0) return { faults };
    const stored = await turn.findAll();
    const { states, ...shown } = compareMemberList(members, stored, missing, today);
    return { states, shown: { ...shown, preview: fingerprint(content, missing, today, stored) } };
  };

  return {
    /** @throws Problem FORBIDDEN */
    async preview(content: Uint8Array, missing: MissingMembers) {
      policy.mayKeepMembers(viewer);
      const prepared = await writer.inTurn((turn) => prepare(turn, content, missing));
      if (prepared.faults) return faultyOutcome(prepared.faults);
      return { __typename: 'GemeindetagMemberImportPreview' as const, ...prepared.shown };
    },

    /**
     * Writes what a preview has shown, all of it in one transaction.
     *
     * @param preview what the preview was named; where a thing has changed since then, nothing is written
     * @throws Problem FORBIDDEN
     */
    async apply(content: Uint8Array, missing: MissingMembers, preview: string) {
      policy.mayKeepMembers(viewer);
      return writer.inTurn(async (turn) => {
        const prepared = await prepare(turn, content, missing);
        if (prepared.faults) return faultyOutcome(prepared.faults);
        const { states, shown } = prepared;
        if (shown.preview !== preview) {
          return { __typename: 'GemeindetagMemberImportOutdated' as const, preview: shown };
        }
        if (states.length > 0) await turn.save(states);
        return { __typename: 'GemeindetagMemberImportApplied' as const, ...countsOf(shown) };
      });
    },
  };
}

function faultyOutcome(faults: readonly TableFault[]) {
  return { __typename: 'GemeindetagMemberListFaulty' as const, faults };
}

function countsOf({ admitted, ended, changed, unchanged, kept }: ImportPreview): ImportApplied {
  return { admitted: admitted.length, ended: ended.length, changed: changed.length, unchanged, kept };
}

function fingerprint(
  content: Uint8Array,
  missing: MissingMembers,
  today: string,
  stored: readonly StoredMember[],
): string {
  const list = stored.map(({ ags, version }) => `${ags}:${version}`).join(' ');
  return createHash('sha256').update(`${missing} ${today} ${list}\n`).update(content).digest('hex');
}

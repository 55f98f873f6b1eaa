import { badInput } from '@gkz-qe/kit/problem.ts';
import type { FactChange } from '@gkz-qe/kit/revisions.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type {
  AdmitStaedtetagMemberInput,
  EndStaedtetagMembershipInput,
  UpdateStaedtetagMemberInput,
} from '../generated/resolvers.ts';
import * as policy from '../policy.ts';
import type { MemberTurn, MemberWriter, StoredMember } from './member-writer.repository.ts';
import { readAdmission, readEnd, readUpdate } from './member-writes.input.ts';
import { isOver } from './membership.ts';

/** What a write came to, beside its `__typename`: with which member. */
export interface MemberOutcome {
  readonly ags: string;
}

export interface MemberStale extends MemberOutcome {
  readonly basedOn: number;
  readonly version: number;
  readonly changes: readonly FactChange[];
}

export type MemberWrites = ReturnType<typeof createMemberWrites>;

/** Admits, ends and changes memberships, for those who keep the Städtetag's members. */
export function createMemberWrites(writer: MemberWriter, viewer: Viewer, today: string) {
  return {
    /** @throws Problem FORBIDDEN, BAD_USER_INPUT */
    async admit(input: AdmitStaedtetagMemberInput) {
      policy.mayKeepMembers(viewer);
      const { ags, version, contacts, ...facts } = readAdmission(input);
      return writer.inTurn(async (turn) => {
        const stored = await turn.find(ags);
        if (stored && !isOver(stored, today)) return outcome('StaedtetagAlreadyMember', ags);
        if (version !== (stored?.version ?? 0)) return staleOutcome(turn, ags, stored, version);
        const state = { ags, ...facts, status: 'ACTIVE', until: null, source: 'ASSOCIATION' } as const;
        await turn.save([{ ...state, ...(contacts && { contacts }) }]);
        return outcome('StaedtetagMemberAdmitted', ags);
      });
    },

    /** @throws Problem FORBIDDEN, BAD_USER_INPUT also for a last day before the first */
    async end(input: EndStaedtetagMembershipInput) {
      policy.mayKeepMembers(viewer);
      const { ags, version, until } = readEnd(input);
      return writer.inTurn(async (turn) => {
        const stored = await turn.find(ags);
        if (!stored || isOver(stored, today)) return outcome('StaedtetagNotMember', ags);
        if (version !== stored.version) return staleOutcome(turn, ags, stored, version);
        if (until !== null && stored.since !== null && until < stored.since) {
          throw badInput('input.until', 'Der letzte Tag liegt vor dem ersten Tag der Mitgliedschaft.');
        }
        const status = until !== null && until < today ? 'ENDED' : stored.status;
        await turn.save([{ ...stored, status, until }]);
        return outcome('StaedtetagMembershipEnded', ags);
      });
    },

    /** @throws Problem FORBIDDEN, BAD_USER_INPUT also for a first day after the last */
    async update(input: UpdateStaedtetagMemberInput) {
      policy.mayKeepMembers(viewer);
      const { ags, version, since, dormant, preferred, contacts } = readUpdate(input);
      return writer.inTurn(async (turn) => {
        const stored = await turn.find(ags);
        if (!stored || isOver(stored, today)) return outcome('StaedtetagNotMember', ags);
        if (version !== stored.version) return staleOutcome(turn, ags, stored, version);
        if (since && stored.until !== null && since > stored.until) {
          throw badInput('input.since', 'Der erste Tag liegt nach dem letzten Tag der Mitgliedschaft.');
        }
        const state = {
          ...stored,
          since: since ?? stored.since,
          status: dormant == null ? stored.status : dormant ? ('DORMANT' as const) : ('ACTIVE' as const),
          preferred: preferred ?? stored.preferred,
          source: 'ASSOCIATION' as const,
        };
        await turn.save([{ ...state, ...(contacts && { contacts }) }]);
        return outcome('StaedtetagMemberUpdated', ags);
      });
    },
  };
}

function outcome<const Name extends string>(__typename: Name, ags: string) {
  return { __typename, ags };
}

/** @throws Problem BAD_USER_INPUT for a version that there has never been */
async function staleOutcome(
  turn: MemberTurn,
  ags: string,
  stored: StoredMember | null,
  basedOn: number,
): Promise<MemberStale & { readonly __typename: 'StaedtetagMemberStale' }> {
  if (!stored || basedOn > stored.version) throw badInput('input.version', 'Diese Fassung gibt es nicht.');
  const changes = await turn.changesSince(ags, basedOn);
  return { __typename: 'StaedtetagMemberStale', ags, basedOn, version: stored.version, changes };
}

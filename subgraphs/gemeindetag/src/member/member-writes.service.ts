import { badInput } from '@gkz-qe/kit/problem.ts';
import type { FactChange } from '@gkz-qe/kit/revisions.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type {
  AdmitGemeindetagMemberInput,
  EndGemeindetagMembershipInput,
  UpdateGemeindetagMemberInput,
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

/** Admits, ends and changes memberships, for those who keep the Gemeindetag's members. */
export function createMemberWrites(writer: MemberWriter, viewer: Viewer, today: string) {
  return {
    /** @throws Problem FORBIDDEN, BAD_USER_INPUT */
    async admit(input: AdmitGemeindetagMemberInput) {
      policy.mayKeepMembers(viewer);
      const { ags, version, contacts, kreisverband: given, ...facts } = readAdmission(input);
      return writer.inTurn(async (turn) => {
        const stored = await turn.find(ags);
        if (stored && !isOver(stored, today)) return outcome('GemeindetagAlreadyMember', ags);
        if (version !== (stored?.version ?? 0)) return staleOutcome(turn, ags, stored, version);
        await refuseUnknownKreisverband(turn, given);
        const kreisverband = given ?? stored?.kreisverband ?? null;
        const state = { ags, ...facts, kreisverband, status: 'ACTIVE', until: null, source: 'ASSOCIATION' } as const;
        await turn.save([{ ...state, ...(contacts && { contacts }) }]);
        return outcome('GemeindetagMemberAdmitted', ags);
      });
    },

    /** @throws Problem FORBIDDEN, BAD_USER_INPUT also for a last day before the first */
    async end(input: EndGemeindetagMembershipInput) {
      policy.mayKeepMembers(viewer);
      const { ags, version, until } = readEnd(input);
      return writer.inTurn(async (turn) => {
        const stored = await turn.find(ags);
        if (!stored || isOver(stored, today)) return outcome('GemeindetagNotMember', ags);
        if (version !== stored.version) return staleOutcome(turn, ags, stored, version);
        if (until !== null && stored.since !== null && until < stored.since) {
          throw badInput('input.until', 'Der letzte Tag liegt vor dem ersten Tag der Mitgliedschaft.');
        }
        const status = until !== null && until < today ? 'ENDED' : stored.status;
        await turn.save([{ ...stored, status, until }]);
        return outcome('GemeindetagMembershipEnded', ags);
      });
    },

    /** @throws Problem FORBIDDEN, BAD_USER_INPUT also for a first day after the last */
    async update(input: UpdateGemeindetagMemberInput) {
      policy.mayKeepMembers(viewer);
      const { ags, version, since, dormant, preferred, contacts, kreisverband } = readUpdate(input);
      return writer.inTurn(async (turn) => {
        const stored = await turn.find(ags);
        if (!stored || isOver(stored, today)) return outcome('GemeindetagNotMember', ags);
        if (version !== stored.version) return staleOutcome(turn, ags, stored, version);
        if (since && stored.until !== null && since > stored.until) {
          throw badInput('input.since', 'Der erste Tag liegt nach dem letzten Tag der Mitgliedschaft.');
        }
        await refuseUnknownKreisverband(turn, kreisverband);
        const state = {
          ...stored,
          kreisverband: kreisverband === undefined ? stored.kreisverband : kreisverband,
          since: since ?? stored.since,
          status: dormant == null ? stored.status : dormant ? ('DORMANT' as const) : ('ACTIVE' as const),
          preferred: preferred ?? stored.preferred,
          source: 'ASSOCIATION' as const,
        };
        await turn.save([{ ...state, ...(contacts && { contacts }) }]);
        return outcome('GemeindetagMemberUpdated', ags);
      });
    },
  };
}

async function refuseUnknownKreisverband(turn: MemberTurn, ags: string | null | undefined): Promise<void> {
  if (ags == null || (await turn.hasKreisverband(ags))) return;
  throw badInput('input.kreisverband', 'Diesen Kreisverband gibt es nicht.');
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
): Promise<MemberStale & { readonly __typename: 'GemeindetagMemberStale' }> {
  if (!stored || basedOn > stored.version) throw badInput('input.version', 'Diese Fassung gibt es nicht.');
  const changes = await turn.changesSince(ags, basedOn);
  return { __typename: 'GemeindetagMemberStale', ags, basedOn, version: stored.version, changes };
}

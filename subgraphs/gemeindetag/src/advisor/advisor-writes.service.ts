import { randomUUID } from 'node:crypto';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { SaveGemeindetagAdvisorInput } from '../generated/resolvers.ts';
import * as policy from '../policy.ts';
import { getStored, outcome, staleOutcome } from './advisor-stale.ts';
import type { AdvisorTurn, AdvisorWriter } from './advisor-writer.repository.ts';
import { readAdvisor } from './advisor-writes.input.ts';

export type AdvisorWrites = ReturnType<typeof createAdvisorWrites>;

/** Creates and changes advisors, for those who keep the Gemeindetag's. Absences have a service of their own. */
export function createAdvisorWrites(writer: AdvisorWriter, viewer: Viewer) {
  return {
    /** @throws Problem FORBIDDEN, NOT_FOUND for an unknown key, BAD_USER_INPUT also for members who are none */
    async save(input: SaveGemeindetagAdvisorInput) {
      policy.mayKeepAdvisors(viewer);
      const { id: given, version, ...facts } = readAdvisor(input);
      const id = given ?? randomUUID();
      return writer.inTurn(async (turn) => {
        const stored = given ? await getStored(turn, given) : null;
        const stale = stored && (await staleOutcome(turn, stored, version));
        if (stale) return stale;
        if (!stored && version !== 0) throw badInput('input.version', 'Eine neue Person hat noch keine Fassung.');
        const holder = await turn.findIdByEmail(facts.email);
        if (holder !== null && holder !== id) return outcome('GemeindetagAdvisorEmailTaken', holder);
        await refuseUnknownMembers(turn, facts.members);
        await turn.save({ ...facts, id, source: 'ASSOCIATION', absences: stored?.absences ?? [] });
        return outcome('GemeindetagAdvisorSaved', id);
      });
    },
  };
}

async function refuseUnknownMembers(turn: AdvisorTurn, members: readonly string[]): Promise<void> {
  const [unknown] = await turn.findUnknownMembers(members);
  if (unknown) throw badInput('input.members', `${unknown} ist kein Mitglied des Gemeindetags.`);
}

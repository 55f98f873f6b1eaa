import { addDays } from '@gkz-qe/kit/local-day.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { CancelGemeindetagAbsenceInput, RecordGemeindetagAbsenceInput } from '../generated/resolvers.ts';
import * as policy from '../policy.ts';
import { findAbsenceLoop, overlap } from './absence-loop.ts';
import type { AbsenceRow } from './advisor.repository.ts';
import { getStored, outcome, staleOutcome } from './advisor-stale.ts';
import type { AdvisorTurn, AdvisorWriter, StoredAdvisor } from './advisor-writer.repository.ts';
import { readAbsence, readCancellation } from './advisor-writes.input.ts';

/** Keys of the advisors who would stand in for each other in a circle. */
export interface AbsenceLoop {
  readonly chain: readonly string[];
}

export type AbsenceWrites = ReturnType<typeof createAbsenceWrites>;

/** Records and cancels absences: one's own, or those of the advisors whom one keeps. */
export function createAbsenceWrites(writer: AdvisorWriter, viewer: Viewer, today: string) {
  return {
    /** @throws Problem FORBIDDEN, NOT_FOUND for an unknown advisor, BAD_USER_INPUT */
    async record(input: RecordGemeindetagAbsenceInput) {
      policy.mayKeepAbsences(viewer, input.advisor);
      const { advisor, version, deputy: deputyId, ...days } = readAbsence(input, today);
      const absence = { ...days, deputyId };
      return writer.inTurn(async (turn) => {
        const stored = await getStored(turn, advisor);
        const obstacle =
          (await staleOutcome(turn, stored, version)) ??
          findOverlap(stored, absence) ??
          (await findUnfitDeputy(turn, { ...absence, advisorId: advisor }));
        if (obstacle) return obstacle;
        await turn.save({ ...stored, absences: [...stored.absences, absence] });
        return outcome('GemeindetagAbsenceRecorded', advisor);
      });
    },

    /** @throws Problem FORBIDDEN, NOT_FOUND for an unknown advisor, BAD_USER_INPUT */
    async cancel(input: CancelGemeindetagAbsenceInput) {
      policy.mayKeepAbsences(viewer, input.advisor);
      const { advisor, version, from } = readCancellation(input);
      return writer.inTurn(async (turn) => {
        const stored = await getStored(turn, advisor);
        const stale = await staleOutcome(turn, stored, version);
        if (stale) return stale;
        const meant = stored.absences.find((absence) => absence.from === from && absence.until >= today);
        if (!meant) return outcome('GemeindetagAbsenceUnknown', advisor);
        // The days that have gone by stay: cases were handed over because of them.
        const kept = from < today ? [{ ...meant, until: addDays(today, -1) }] : [];
        const others = stored.absences.filter((absence) => absence !== meant);
        await turn.save({ ...stored, absences: [...others, ...kept] });
        return outcome('GemeindetagAbsenceCancelled', advisor);
      });
    },
  };
}

function findOverlap({ id, absences }: StoredAdvisor, absence: Omit<AbsenceRow, 'advisorId'>) {
  const found = absences.find((other) => overlap(other, absence));
  return found ? { __typename: 'GemeindetagAbsenceOverlap' as const, absence: { ...found, advisorId: id } } : null;
}

async function findUnfitDeputy(turn: AdvisorTurn, absence: AbsenceRow) {
  const { deputyId } = absence;
  if (deputyId === null) return null;
  const deputy = await turn.find(deputyId);
  if (!deputy?.active) return { __typename: 'GemeindetagDeputyUnknown' as const, deputy: deputyId };
  const chain = findAbsenceLoop(absence, await turn.findAbsencesFrom(absence.from));
  return chain && { __typename: 'GemeindetagAbsenceLoop' as const, chain };
}

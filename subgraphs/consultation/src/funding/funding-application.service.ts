import { numberBetween, optionalText, readInput } from '@gkz-qe/kit/input.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import { localDay } from '@gkz-qe/kit/local-day.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import { z } from 'zod';
import { seenCase } from '../case-work/case-work.input.ts';
import type { Plan, Refusal, Scene } from '../case-work/case-work.types.ts';
import type { CaseChanges } from '../case-work/change.service.ts';
import { sentence } from '../case-work/wording.ts';
import type { RecordFundingApplicationInput, UpdateFundingApplicationInput } from '../generated/resolvers.ts';
import { day } from '../routing/wording.ts';
import type { FundingApplicationFacts } from './funding-application.types.ts';
import { fundingSentence, newFundingSentence } from './funding-wording.ts';
import { programmes } from './programmes.ts';

const euro = numberBetween(1, 100_000_000, 'Bitte nennen Sie den Betrag in ganzen Euro, von 1 bis 100.000.000.');

/** An earlier day is a slip of the pen. */
const firstDay = '2000-01-01';

const application = {
  ...seenCase,
  programme: z
    .string()
    .refine((code) => programmes.some((known) => known.code === code), 'Dieses Förderprogramm gibt es nicht.'),
  ...{ appliedOn: z.string(), amountEuro: euro, note: optionalText('Die Anmerkung', 500) },
};

const newApplication = z.object({
  ...application,
  visibility: z
    .enum(['PARTICIPANTS', 'INQUIRER'], 'Förderanträge lesen alle, die am Fall beteiligt sind.')
    .nullish()
    .transform((value) => value ?? 'PARTICIPANTS'),
});

const changedApplication = z.object({
  ...application,
  application: z
    .string()
    .refine(isUuid, 'Diesen Förderantrag gibt es nicht.')
    .transform((id) => id.toLowerCase()),
  state: z.enum(['APPLIED', 'GRANTED', 'REJECTED', 'WITHDRAWN']),
  decidedOn: z
    .string()
    .nullish()
    .transform((day) => day ?? null),
  grantedEuro: euro.nullish().transform((amount) => amount ?? null),
});

/** Förderanträge of a case: that one was made, and what came of it. */
export function createFundingApplicationWork({ change }: CaseChanges) {
  return {
    async recordFundingApplication(input: RecordFundingApplicationInput) {
      const { caseId, version, visibility, note, ...said } = readInput(newApplication, input);
      const facts = { ...said, state: 'APPLIED', decidedOn: null, grantedEuro: null } as const;
      return change('RECORD_FUNDING_APPLICATION', { caseId, version }, ({ actor: { association }, at }) => {
        refuseUnlikely(facts, at);
        const text = withNote(newFundingSentence(facts), note);
        return {
          fundingApplication: { id: null, ...facts },
          entries: [{ kind: 'FUNDING', visibility, association, text }],
        };
      });
    },

    async updateFundingApplication(input: UpdateFundingApplicationInput) {
      const { caseId, version, application: id, note, ...facts } = readInput(changedApplication, input);
      return change(
        'UPDATE_FUNDING_APPLICATION',
        { caseId, version },
        async ({ facts: { id: ofCase }, at }, turn): Promise<Plan | Refusal> => {
          const found = await turn.findFundingApplication(ofCase, id);
          if (found === null) throw badInput('input.application', 'Diesen Förderantrag gibt es nicht.');
          refuseUnlikely(facts, at);
          const refusal = refusalOf(facts);
          if (refusal !== null) return refusal;
          const { visibility, association } = found;
          const text = withNote(fundingSentence(facts), note);
          return {
            fundingApplication: { id, ...facts },
            entries: [{ kind: 'FUNDING', visibility, association, text }],
          };
        },
      );
    },
  };
}

/** What is missing, or too much, for the state that is said. */
function refusalOf({ state, amountEuro, decidedOn, grantedEuro }: FundingApplicationFacts): Refusal | null {
  if (state === 'APPLIED' && decidedOn !== null) {
    return { refused: 'Über einen gestellten Antrag ist noch nicht entschieden.', missing: ['state'] };
  }
  if (state !== 'APPLIED' && decidedOn === null) {
    return { refused: 'Bitte nennen Sie den Tag der Entscheidung.', missing: ['decidedOn'] };
  }
  if (state === 'GRANTED' && grantedEuro === null) {
    return { refused: 'Bitte nennen Sie den bewilligten Betrag.', missing: ['grantedEuro'] };
  }
  if (state !== 'GRANTED' && grantedEuro !== null) {
    return { refused: 'Einen bewilligten Betrag hat nur ein bewilligter Antrag.', missing: ['state'] };
  }
  if (grantedEuro !== null && grantedEuro > amountEuro) {
    return { refused: 'Es kann nicht mehr bewilligt sein, als beantragt war.', missing: ['amountEuro'] };
  }
  return null;
}

/** @throws Problem BAD_USER_INPUT for days that have not come, or are in the wrong order */
function refuseUnlikely({ appliedOn, decidedOn }: FundingApplicationFacts, at: Scene['at']): void {
  const today = localDay(Temporal.Instant.fromEpochMilliseconds(at.getTime()));
  if (appliedOn < firstDay || appliedOn > today) {
    throw badInput('input.appliedOn', `Der Antrag ist zwischen dem ${day(firstDay)} und heute gestellt.`);
  }
  if (decidedOn === null || (decidedOn >= appliedOn && decidedOn <= today)) return;
  throw badInput('input.decidedOn', 'Die Entscheidung liegt zwischen dem Antrag und heute.');
}

const withNote = (text: string, note: string | null) => (note ? `${text} ${sentence(note)}` : text);

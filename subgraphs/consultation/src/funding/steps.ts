import { workingDaysBefore } from '../clock/working-day.ts';
import type { FundingConditionCode, FundingStepCode } from '../generated/resolvers.ts';
import type { ProgrammeRow, RoundRow, StepRow } from './funding.types.ts';

interface StepRule {
  readonly code: FundingStepCode;
  readonly text: string;
  /** Only where the programme has this condition. */
  readonly condition?: FundingConditionCode;
  /** The day from which it is counted back; null where the round names none. */
  readonly from: (round: RoundRow) => string | null;
  readonly workingDays: number;
}

const deadline = (round: RoundRow) => round.deadline;

/** How long before is the centre's own advice; the days themselves are the round's. */
const rules: readonly StepRule[] = [
  { code: 'CONSULTATION', text: 'Beratungsgespräch im Kompetenzzentrum führen.', from: deadline, workingDays: 40 },
  {
    ...{ code: 'PARTNERS', condition: 'CIVIC_PARTNER', from: deadline, workingDays: 30 },
    text: 'Partner aus der Zivilgesellschaft und externe Beratung finden.',
  },
  {
    ...{ code: 'APPLICATION_TALK', condition: 'APPLICATION_TALK', from: (round) => round.talksUntil, workingDays: 0 },
    text: 'Antragsgespräch führen.',
  },
  {
    ...{ code: 'COUNCIL_DECISION', condition: 'COUNCIL_DECISION', from: deadline, workingDays: 10 },
    text: 'Beschluss des Gemeinderats oder des zuständigen Ausschusses einholen.',
  },
  { code: 'APPLICATION_READY', text: 'Antrag fertigstellen.', from: deadline, workingDays: 5 },
  { code: 'SUBMISSION', text: 'Antrag einreichen.', from: deadline, workingDays: 0 },
];

/** What has to be done by when for a round, the first first. */
export function stepsTo(programme: ProgrammeRow, round: RoundRow, today: string): readonly StepRow[] {
  const asked = new Set(programme.conditions.map(({ code }) => code));
  return rules
    .flatMap(({ code, text, condition, from, workingDays }) => {
      const day = from(round);
      if (day === null || (condition !== undefined && !asked.has(condition))) return [];
      const by = workingDaysBefore(day, workingDays);
      return [{ code, text, by, passed: by < today }];
    })
    .sort((a, b) => (a.by < b.by ? -1 : Number(a.by > b.by)));
}

/** Whether an application may still come in: on the day of the deadline too. */
export const isOpen = (round: RoundRow, today: string): boolean => round.deadline >= today;

import { acceptanceDue, clockRuns, firstAnswerDue, firstAnswerMinutes, pausesOf } from '../clock/deadlines.ts';
import { type Office, officeOf } from '../clock/office.ts';
import { addWorkingDays } from '../clock/working-time.ts';
import type { Phase } from '../generated/resolvers.ts';
import { titleOf } from '../inquiry/case-wording.ts';
import { anonymisedText, removedText, removedTitle } from '../privacy/person/removed.ts';
import type { KommuneFact, RoutingDecision } from '../routing/routing.types.ts';
import type { Random } from './random.ts';
import type { SampleCase, SampleInquiry } from './sample.types.ts';
import { sampleOffices } from './sample-offices.ts';
import type { OthersPart } from './sample-others.ts';
import { leadOf, type SampleOutcome } from './sample-outcome.ts';
import { phases, results } from './sample-texts.ts';
import type { SampleWorld } from './sample-world.ts';

/** All that is known of a case before it is written down. */
export interface CaseParts {
  readonly random: Random;
  readonly world: SampleWorld;
  readonly id: string;
  readonly number: string;
  readonly receivedAt: Date;
  readonly now: Date;
  readonly inquiry: SampleInquiry;
  readonly decision: RoutingDecision;
  readonly outcome: SampleOutcome;
  readonly others: OthersPart;
  readonly duplicateOf: string | null;
}

/** Writes the case down as it stands now. */
export function createSampleCase(parts: CaseParts): SampleCase {
  const { random, world, id, number, receivedAt, inquiry, decision, outcome, others, duplicateOf } = parts;
  const { status, transitions, minutes, assignedAt, firstAnsweredAt, closedAt } = outcome;
  const { channel, inquirerKind, reach, topics, support } = inquiry;
  const kommunen = decision.concerns.map(world.kommuneOf);
  const labels = world.topics.filter(({ code }) => topics.includes(code)).map(({ label }) => label);
  const row: SampleCase = {
    ...{ id, number, status, inquiry, channel, inquirerKind, reach, topics, support, receivedAt },
    ...{ minutes, assignedAt, firstAnsweredAt, closedAt, transitions },
    version: Math.max(1, transitions.length - 1),
    informKommune: decision.informKommune,
    // Nothing is decided before the inquiry is routed.
    reasons: outcome.routedAt === null ? [] : decision.reasons,
    title: titleOf(labels, kommunen.map(toNamed)),
    phase: drawPhase(random, outcome),
    result: status === 'CLOSED' ? random.pick(results) : null,
    duplicateOf: status === 'DUPLICATE' ? duplicateOf : null,
    ...reckonClocks(parts),
    kommunen: kommunen.map(({ ags }) => ags),
    participations: [...outcome.leads, ...others.participations],
    timeline: [...outcome.timeline, ...others.timeline].toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  };
  return status === 'ANONYMISED' ? anonymise(row, kommunen) : row;
}

function toNamed({ kind, name }: KommuneFact) {
  return { __typename: kind === 'LANDKREIS' ? ('Landkreis' as const) : ('Gemeinde' as const), name };
}

function drawPhase(random: Random, { status, firstAnsweredAt }: SampleOutcome): Phase | null {
  const closed = status === 'CLOSED' || status === 'ANONYMISED';
  if (!closed && (firstAnsweredAt === null || random.chance(0.3))) return null;
  const weights = [18, 16, 15, 20, 12, 11, 5, 3];
  return random.weighted(phases.map((phase, index) => [phase, weights[index] ?? 1] as const));
}

/** How long the first answer took, or until when it is due, by the hours of who leads; and the next step. */
function reckonClocks(parts: CaseParts) {
  const { outcome, receivedAt } = parts;
  const { status, firstAnsweredAt, transitions } = outcome;
  const office = officeOf(sampleOffices, leadOf(outcome));
  const pauses = pausesOf(transitions.map(({ at, toStatus }) => ({ at: at.getTime(), to: toStatus })));
  const answered = firstAnsweredAt && firstAnswerMinutes(office, receivedAt, firstAnsweredAt, pauses);
  const isDue = answered === null && clockRuns(status);
  const firstAnswerDueAt = isDue ? firstAnswerDue(office, receivedAt, pauses) : null;
  return { firstAnswerWorkingMinutes: answered, firstAnswerDueAt, dueAt: drawDue(parts, office, firstAnswerDueAt) };
}

/** The next step: to accept or to decide, to answer, later what was agreed, now and then overdue. */
function drawDue({ random, outcome, receivedAt, now }: CaseParts, office: Office, answerDue: Date | null): Date | null {
  const { status, changedAt } = outcome;
  if (status === 'RECEIVED' || status === 'IN_TRIAGE' || status === 'ASSIGNED') return acceptanceDue(office, changedAt);
  if (status !== 'IN_CONSULTATION' || random.chance(0.2)) return answerDue;
  if (random.chance(0.15)) {
    const overdue = new Date(now.getTime() - Math.round(random.duration(5, 0.6) * 86_400_000));
    if (overdue > receivedAt) return answerDue ?? overdue;
  }
  return answerDue ?? addWorkingDays(office, now, 1 + random.below(20));
}

/** As retention leaves a case behind: without person and free text, a small Kommune as its Landkreis. */
function anonymise(row: SampleCase, kommunen: readonly KommuneFact[]): SampleCase {
  const coarse = kommunen.map(({ ags, kind, population }) =>
    kind !== 'LANDKREIS' && population < 2_000 ? ags.slice(0, 5) : ags,
  );
  return {
    ...row,
    ...{ inquiry: null, informKommune: false, reasons: [], title: removedTitle, result: null },
    kommunen: [...new Set(coarse)],
    transitions: row.transitions.map((entry) => (entry.toStatus === 'ANONYMISED' ? entry : { ...entry, reason: null })),
    timeline: row.timeline.map((entry) => ({
      ...entry,
      text: entry.text === anonymisedText ? entry.text : removedText,
    })),
  };
}

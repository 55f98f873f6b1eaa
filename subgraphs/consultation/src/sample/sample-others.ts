import type { ProposedParticipation, RoutingDecision } from '../routing/routing.types.ts';
import { association as nameOf } from '../routing/wording.ts';
import type { Random } from './random.ts';
import type { SampleEntry, SampleParticipation } from './sample.types.ts';

/** What the associations do that do not lead. */
export interface OthersPart {
  readonly participations: readonly SampleParticipation[];
  readonly timeline: readonly SampleEntry[];
}

export interface OthersQuestion {
  readonly random: Random;
  readonly decision: RoutingDecision;
  /** The association that leads; it plays no second part. */
  readonly lead: string | null;
  readonly routedAt: Date;
  /** The end of the sample's time. */
  readonly now: Date;
  readonly advisorFor: (association: ProposedParticipation['association']) => string | null;
}

const day = 86_400_000;

/** Asks for co-advice, which most accept within a few days, and informs. */
export function tellOthers(question: OthersQuestion): OthersPart {
  const parts = question.decision.participations
    .filter(({ role, association }) => role !== 'LEAD' && association !== question.lead)
    .map((part) => (part.role === 'INFORMED' ? inform(question, part) : askForAdvice(question, part)));
  return {
    participations: parts.map(({ participation }) => participation),
    timeline: parts.flatMap(({ timeline }) => timeline),
  };
}

function entry(at: Date, text: string): SampleEntry {
  return { at, kind: 'PARTICIPATION', visibility: 'PARTICIPANTS', association: null, text };
}

function inform({ routedAt }: OthersQuestion, { association }: ProposedParticipation) {
  const participation: SampleParticipation = {
    ...{ association, role: 'INFORMED', state: 'ACCEPTED', advisorId: null, fromAt: routedAt, untilAt: null },
  };
  const text = `Der ${nameOf(association)} ist informiert, ohne den Inhalt zu kennen.`;
  return { participation, timeline: [entry(routedAt, text)] };
}

function askForAdvice({ random, routedAt, now, advisorFor }: OthersQuestion, { association }: ProposedParticipation) {
  const name = nameOf(association);
  const asked = entry(routedAt, `Der ${name} ist um Mitberatung gebeten.`);
  const part = { association, role: 'CO_ADVICE', fromAt: routedAt, untilAt: null } as const;
  const answered = new Date(Math.round(routedAt.getTime() + random.duration(1.2, 0.5) * day));
  if (answered >= now) {
    return { participation: { ...part, state: 'REQUESTED', advisorId: null } as const, timeline: [asked] };
  }
  if (random.chance(0.07)) {
    const participation = { ...part, state: 'DECLINED', advisorId: null, untilAt: answered } as const;
    return { participation, timeline: [asked, entry(answered, `Der ${name} kann nicht mitberaten.`)] };
  }
  const participation = { ...part, state: 'ACCEPTED', advisorId: advisorFor(association) } as const;
  return { participation, timeline: [asked, entry(answered, `Der ${name} berät mit.`)] };
}

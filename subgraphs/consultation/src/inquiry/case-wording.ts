import type { AssociationCode, ProposedParticipation, RoutingDecision } from '../routing/routing.types.ts';
import { association } from '../routing/wording.ts';
import type { NewCase } from './submission.types.ts';

interface Named {
  readonly __typename: 'Gemeinde' | 'Landkreis';
  readonly name: string;
}

/** „Pflege & Gesundheit in Schopfheim“ */
export function titleOf(topicLabels: readonly string[], [seat, ...others]: readonly Named[]): string {
  const what = topicLabels.length === 0 ? 'Quartiersentwicklung' : topicLabels.join(' · ');
  if (seat === undefined) return what;
  const where = seat.__typename === 'Landkreis' ? `im ${seat.name}` : `in ${seat.name}`;
  return `${what} ${where}${further(others.length)}`;
}

function further(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' und einer weiteren Kommune' : ` und ${count} weiteren Kommunen`;
}

/** What the timeline says of a new case. */
export function firstEntries({ lead, owner, participations }: RoutingDecision): NewCase['timeline'] {
  return [
    { kind: 'TRANSITION', visibility: 'INQUIRER', text: 'Die Anfrage ist eingegangen.' },
    {
      kind: 'TRANSITION',
      visibility: 'INQUIRER',
      text: lead === null ? 'Die Koordination klärt, wer die Beratung übernimmt.' : `Zugewiesen: ${leads(lead)}`,
    },
    ...(owner?.kind === 'TEAM' ? [{ ...toParticipants, text: noneFree(owner.association) }] : []),
    ...participations.flatMap((part) => entryFor(part)),
  ];
}

const toParticipants = { kind: 'PARTICIPATION', visibility: 'PARTICIPANTS' } as const;

const leads = (code: AssociationCode) => `Der ${association(code)} leitet die Beratung.`;
const noneFree = (code: AssociationCode) =>
  `Im ${association(code)} ist zurzeit niemand frei, der zu der Anfrage passt. Zuständig ist das Team.`;

function entryFor({ association: code, role }: ProposedParticipation): NewCase['timeline'] {
  if (role === 'LEAD') return [];
  const text =
    role === 'CO_ADVICE'
      ? `Der ${association(code)} ist um Mitberatung gebeten.`
      : `Der ${association(code)} ist informiert, ohne den Inhalt zu kennen.`;
  return [{ ...toParticipants, text }];
}

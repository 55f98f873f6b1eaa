import type { CaseStatus, Channel } from '../generated/resolvers.ts';
import type { AssociationCode } from '../routing/routing.types.ts';
import type { SampleEntry, SampleParticipation, SampleTransition } from './sample.types.ts';
import type { StoryEvent } from './sample-story.ts';

/** What a story has come to: the columns of the case that follow from it, and its history. */
export interface SampleOutcome {
  readonly status: CaseStatus;
  readonly assignedAt: Date | null;
  readonly firstAnsweredAt: Date | null;
  readonly closedAt: Date | null;
  /** When the status changed last. */
  readonly changedAt: Date;
  /** When it was first assigned or put to triage; null where it has only been received. */
  readonly routedAt: Date | null;
  /** Time spent; null where nothing was done yet. */
  readonly minutes: number | null;
  readonly leads: readonly SampleParticipation[];
  readonly transitions: readonly SampleTransition[];
  readonly timeline: readonly SampleEntry[];
}

const ends: ReadonlySet<CaseStatus> = new Set(['CLOSED', 'REFERRED', 'WITHDRAWN', 'DECLINED', 'DUPLICATE']);

/** Adds up what happened. */
export function sumUp(
  story: readonly StoryEvent[],
  channel: Channel,
  momentAt: (place: number) => Date,
): SampleOutcome {
  const transitions = toTransitions(story, channel, momentAt);
  const contacts = story.filter((event) => event.kind === 'CONTACT');
  const [first] = contacts;
  const last = transitions.at(-1);
  if (last === undefined) throw new Error('a story begins with the receipt');
  const lastOf = (...statuses: CaseStatus[]) => transitions.findLast(({ toStatus }) => statuses.includes(toStatus));
  const isOver = ends.has(last.toStatus) || last.toStatus === 'ANONYMISED';
  return {
    ...{ status: last.toStatus, changedAt: last.at, transitions },
    routedAt: transitions[1]?.at ?? null,
    assignedAt: lastOf('ASSIGNED')?.at ?? null,
    firstAnsweredAt: first ? momentAt(first.place) : null,
    closedAt: isOver ? (lastOf(...ends)?.at ?? null) : null,
    minutes: first ? contacts.reduce((sum, { minutes }) => sum + minutes, 0) : null,
    leads: toLeads(story, momentAt),
    timeline: story.map((event) => toEntry(event, momentAt)),
  };
}

/** Who changes a status; after triage it is the coordinators who assign, and only the form hands in by itself. */
function actorOf(from: CaseStatus | null, to: CaseStatus, channel: Channel): string {
  if (from === null) return channel === 'WEB' ? 'inquirer' : 'sample-advisor';
  if (from === 'RECEIVED' || to === 'ANONYMISED') return 'system';
  return from === 'IN_TRIAGE' ? 'sample-coordinator' : 'sample-advisor';
}

function toTransitions(
  story: readonly StoryEvent[],
  channel: Channel,
  momentAt: (place: number) => Date,
): SampleTransition[] {
  let fromStatus: CaseStatus | null = null;
  return story.flatMap((event) => {
    if (event.kind !== 'STATUS') return [];
    const transition = {
      ...{ fromStatus, toStatus: event.to, reason: event.reason ?? null },
      ...{ at: momentAt(event.place), actor: actorOf(fromStatus, event.to, channel) },
    };
    fromStatus = event.to;
    return [transition];
  });
}

/** One after the other: who gave the case back has declined, who began to advise has accepted. */
function toLeads(story: readonly StoryEvent[], momentAt: (place: number) => Date): SampleParticipation[] {
  const leads: SampleParticipation[] = [];
  const change = (state: 'ACCEPTED' | 'DECLINED', untilAt: Date | null) => {
    const current = leads.pop();
    if (current) leads.push({ ...current, state, untilAt });
  };
  for (const event of story) {
    if (event.kind !== 'STATUS') continue;
    const at = momentAt(event.place);
    if (event.lead) leads.push({ ...event.lead, role: 'LEAD', state: 'REQUESTED', fromAt: at, untilAt: null });
    if (event.to === 'IN_TRIAGE') change('DECLINED', at);
    if (event.to === 'IN_CONSULTATION') change('ACCEPTED', null);
  }
  return leads;
}

function toEntry(event: StoryEvent, momentAt: (place: number) => Date): SampleEntry {
  const entry = { at: momentAt(event.place), text: event.text };
  switch (event.kind) {
    case 'STATUS':
      return { ...entry, kind: 'TRANSITION', visibility: 'INQUIRER', association: null };
    case 'CONTACT':
      return { ...entry, kind: 'CONTACT', visibility: event.visibility, association: null };
    case 'NOTE':
      return { ...entry, kind: 'NOTE', visibility: 'OWN_ASSOCIATION', association: event.association };
  }
}

/** The association that leads in the end; null where none does. */
export function leadOf({ leads }: SampleOutcome): AssociationCode | null {
  return leads.find(({ untilAt }) => untilAt === null)?.association ?? null;
}

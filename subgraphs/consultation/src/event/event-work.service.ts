import { randomUUIDv7 } from 'node:crypto';
import { badInput, Problem } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { checkTopics } from '../case-work/topics-input.ts';
import type { CancelEventInput, ChangeEventInput, CreateEventInput } from '../generated/resolvers.ts';
import type { Told } from '../notification/messages.ts';
import { requireScope } from '../policy.ts';
import type { RegisterService } from '../register/register.service.ts';
import { registerKeyOf } from '../routing/keys.ts';
import type { TopicService } from '../topic/topic.service.ts';
import { readEventInput } from './event.input.ts';
import type { EventFacts, EventRow } from './event.types.ts';
import type { EventTurn, EventTurns } from './event-turn.repository.ts';

export interface EventWorkParts {
  readonly viewer: Viewer;
  readonly turns: () => EventTurns;
  readonly topics: Pick<TopicService, 'find'>;
  readonly register: Pick<RegisterService, 'snapshot'>;
  readonly now: () => Date;
}

/** How work on an event ends. */
export type EventOutcome =
  | { readonly kind: 'CHANGED'; readonly eventId: string }
  | { readonly kind: 'STALE'; readonly eventId: string; readonly basedOn: number; readonly version: number }
  | { readonly kind: 'REFUSED'; readonly eventId: string | null; readonly reason: string };

export type EventWork = ReturnType<typeof createEventWork>;

/** What coordinators do with events. */
export function createEventWork({ viewer, turns, topics, register, now }: EventWorkParts) {
  async function readFacts(input: ReturnType<typeof readEventInput<'create'>>): Promise<EventFacts> {
    const { online, kommune, topics: codes, registerUntil, ...rest } = input;
    await checkTopics(topics, 'topics', codes ?? []);
    const place = { online: online ?? false, kommune: kommune ? await readKommune(kommune) : null };
    const facts = { ...rest, ...place, topics: codes ?? [], attended: null };
    return { ...facts, registerUntil: registerUntil ?? facts.beginsAt };
  }

  /** The key under which the register holds the Kommune: a Stadtkreis has two. */
  async function readKommune(named: string): Promise<string> {
    const found = (await register.snapshot()).findKommune(registerKeyOf(named));
    if (found === null) throw badInput('input.kommune', 'Diese Kommune gibt es nicht.');
    return found.ags;
  }

  /** @throws Problem NOT_FOUND */
  function take(
    { event, version }: { readonly event: string; readonly version: number },
    work: (turn: EventTurn, row: EventRow) => Promise<string | null>,
  ): Promise<EventOutcome> {
    return turns().inTurn(event, async (turn) => {
      const row = await turn.find();
      if (row === null) throw new Problem('NOT_FOUND', 'Diese Veranstaltung gibt es nicht.');
      if (row.version !== version) return { kind: 'STALE', eventId: event, basedOn: version, version: row.version };
      const reason = row.state === 'CANCELLED' ? 'Die Veranstaltung ist abgesagt.' : await work(turn, row);
      return reason === null ? { kind: 'CHANGED', eventId: event } : { kind: 'REFUSED', eventId: event, reason };
    });
  }

  return {
    /** @throws Problem FORBIDDEN, BAD_USER_INPUT */
    async create(input: CreateEventInput): Promise<EventOutcome> {
      requireScope(viewer, 'event:write');
      const facts = await readFacts(readEventInput('create', input));
      const reason = facts.beginsAt <= now() ? 'Die Veranstaltung muss in der Zukunft beginnen.' : faultOf(facts);
      if (reason !== null) return { kind: 'REFUSED', eventId: null, reason };
      const eventId = randomUUIDv7();
      await turns().create(eventId, facts, 'STAFF');
      return { kind: 'CHANGED', eventId };
    },

    /** @throws Problem FORBIDDEN, BAD_USER_INPUT, NOT_FOUND */
    async change(input: ChangeEventInput): Promise<EventOutcome> {
      requireScope(viewer, 'event:write');
      const { event, version, attended, ...said } = readEventInput('change', input);
      const facts = { ...(await readFacts(said)), attended: attended ?? null };
      return take({ event, version }, async (turn, row) => {
        const reason = faultOf(facts) ?? faultOfChange(row, facts, now());
        if (reason === null) await turn.change(facts, newsOfChange(row, facts, now()), now());
        return reason;
      });
    },

    /** @throws Problem FORBIDDEN, BAD_USER_INPUT, NOT_FOUND */
    async cancel(input: CancelEventInput): Promise<EventOutcome> {
      requireScope(viewer, 'event:write');
      return take(readEventInput('cancel', input), async (turn, row) => {
        if (row.endsAt < now()) return 'Die Veranstaltung ist schon vorbei.';
        await turn.cancel({ kind: 'EVENT_CANCELLED', facts: nameOf(row) }, now());
        return null;
      });
    },
  };
}

/** What of an event does not go together, in German; null for what does. */
function faultOf({ beginsAt, endsAt, registerUntil, place, online }: EventFacts): string | null {
  if (endsAt <= beginsAt) return 'Die Veranstaltung muss nach ihrem Beginn enden.';
  if (registerUntil > beginsAt) return 'Anmelden kann man sich höchstens bis zum Beginn.';
  return online || place !== null ? null : 'Bitte nennen Sie einen Ort, oder dass die Veranstaltung online ist.';
}

/** What all participants are told of a change: where or when it takes place, unless that is over. */
function newsOfChange(row: EventRow, facts: EventFacts, at: Date): Told | null {
  const isElsewhere = row.place !== facts.place || row.online !== facts.online || row.kommune !== facts.kommune;
  const isMoved =
    row.beginsAt.getTime() !== facts.beginsAt.getTime() || row.endsAt.getTime() !== facts.endsAt.getTime();
  if (facts.endsAt <= at || !(isElsewhere || isMoved)) return null;
  return { kind: 'EVENT_MOVED', facts: { ...nameOf(row), movedTo: facts.beginsAt.toISOString() } };
}

/** An event as mails name it. */
const nameOf = ({ id, kind, beginsAt }: EventRow) => ({
  ...{ event: id, eventKind: kind, beginsAt: beginsAt.toISOString() },
});

function faultOfChange(
  { registered }: EventRow,
  { capacity, beginsAt, attended }: EventFacts,
  at: Date,
): string | null {
  if (capacity < registered)
    return `Es haben schon ${registered} Personen einen Platz. Weniger Plätze sind nicht möglich.`;
  return attended !== null && at < beginsAt ? 'Wer da war, steht erst nach dem Beginn fest.' : null;
}

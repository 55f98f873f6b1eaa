import {
  type Connection,
  createConnection,
  isInteger,
  isText,
  type PageArguments,
  readPage,
} from '@gkz-qe/kit/connection.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { checkTopicArgument } from '../case-work/topics-input.ts';
import { sha256 } from '../inquiry/link.ts';
import { requireScope } from '../policy.ts';
import type { TopicService } from '../topic/topic.service.ts';
import type { EventRepository } from './event.repository.ts';
import type { EventRow } from './event.types.ts';

export interface EventServiceParts {
  readonly viewer: Viewer;
  readonly events: EventRepository;
  readonly topics: Pick<TopicService, 'find'>;
  readonly now: () => Date;
}

export type EventService = ReturnType<typeof createEventService>;

/** The moment of the first page stands in the cursor, so that no event changes sides between two pages. */
const cursor = [isMoment, isInteger, isInteger, isText(isUuid)];

/** Veranstaltungen as everybody sees them; who comes is for coordinators. */
export function createEventService({ viewer, events, topics, now }: EventServiceParts) {
  return {
    find: (id: string): Promise<EventRow | null> => events.loadById(id),

    /** In pages: what is to come, the next first; then what is over, the latest first. */
    async list({
      topic,
      ...args
    }: PageArguments & { readonly topic?: readonly string[] | null | undefined }): Promise<Connection<EventRow>> {
      const page = readPage(args, { cursor });
      const codes = topic ?? null;
      await checkTopicArgument(topics, 'topic', codes ?? []);
      const asOf = new Date(Number(page.after?.[0] ?? now()));
      return createConnection(await events.findPage(page, codes, asOf), page, {
        cursorOf: (row) => [asOf.getTime(), ...placeOf(row, asOf)],
        totalCount: () => events.count(codes),
      });
    },

    /** In the official order. */
    async topicsOf({ topics: codes }: EventRow) {
      const found = await Promise.all(codes.map(topics.find));
      return found.filter((topic) => topic !== null);
    },

    acceptsRegistrations: (event: EventRow): boolean => isOpen(event, now()),

    /** @throws Problem UNAUTHENTICATED, FORBIDDEN for who is no coordinator */
    attendanceOf({ registered, waiting, attended }: EventRow) {
      requireScope(viewer, 'event:write');
      return { registered, waiting, attended };
    },

    /** @throws Problem UNAUTHENTICATED, FORBIDDEN for who is no coordinator */
    async participantsOf({ id }: EventRow) {
      requireScope(viewer, 'event:write');
      return events.loadParticipants(id);
    },

    /** Null for a code that is unknown. */
    findMine: (code: string) => events.findByCode(sha256(code)),
  };
}

/** Whether one can register at a moment, for a seat or to wait for one. */
export function isOpen({ state, registerUntil }: EventRow, at: Date): boolean {
  return state === 'PLANNED' && at <= registerUntil;
}

function placeOf({ id, beginsAt, endsAt }: EventRow, asOf: Date) {
  return endsAt < asOf ? [1, -beginsAt.getTime(), id] : [0, beginsAt.getTime(), id];
}

function isMoment(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
}

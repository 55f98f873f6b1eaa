import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { createEventRepository } from './event.repository.ts';
import { createEventService, type EventService, type EventServiceParts } from './event.service.ts';
import { createEventTurns } from './event-turn.repository.ts';
import { createEventWork, type EventWork, type EventWorkParts } from './event-work.service.ts';
import { createRegistrationService, type RegistrationService } from './registration.service.ts';

export interface EventContext {
  readonly service: EventService;
  readonly work: EventWork;
  readonly registrations: RegistrationService;
  /** Makes an event be read anew, after a change. */
  readonly forget: (id: string) => void;
}

interface Sources extends Pick<EventServiceParts, 'viewer' | 'topics' | 'now'>, Pick<EventWorkParts, 'register'> {
  readonly em: EntityManager;
  readonly ownFork: () => EntityManager;
}

/** The part of a request's context that is about events. */
export function createEventContext({ em, ownFork, viewer, topics, register, now }: Sources): EventContext {
  const events = createEventRepository(em);
  const turns = () => createEventTurns(ownFork());
  return {
    service: createEventService({ viewer, events, topics, now }),
    work: createEventWork({ viewer, turns, topics, register, now }),
    registrations: createRegistrationService({ turns, now }),
    forget: events.forget,
  };
}

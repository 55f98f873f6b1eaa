import type { Connection } from '@gkz-qe/kit/connection.ts';
import type { EventKind, EventRegistrationState, EventSource, EventState } from '../generated/resolvers.ts';

/** What coordinators say of an event. */
export interface EventFacts {
  readonly title: string;
  readonly kind: EventKind;
  readonly beginsAt: Date;
  readonly endsAt: Date;
  /** Null where it takes place online alone. */
  readonly place: string | null;
  readonly online: boolean;
  /** Key of the Kommune in which it takes place. */
  readonly kommune: string | null;
  /** Codes; as they are read, in the official order. */
  readonly topics: readonly string[];
  readonly capacity: number;
  readonly registerUntil: Date;
  readonly attended: number | null;
}

export interface EventRow extends EventFacts {
  readonly id: string;
  readonly state: EventState;
  readonly version: number;
  readonly source: EventSource;
  /** Who has a seat, and who waits for one. */
  readonly registered: number;
  readonly waiting: number;
}

export type EventConnectionRow = Connection<EventRow>;

/** Where a registration stands. */
export interface Standing {
  readonly id: string;
  readonly eventId: string;
  readonly state: EventRegistrationState;
  /** From 1 on; null for who does not wait. */
  readonly waitingPlace: number | null;
}

/** A registration with who made it; the three are null once the person is erased. */
export interface ParticipantRow extends Standing {
  readonly name: string | null;
  readonly email: string | null;
  readonly organisation: string | null;
  readonly registeredAt: Date;
}

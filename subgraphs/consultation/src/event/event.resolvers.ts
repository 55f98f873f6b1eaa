import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { EventOutcome } from './event-work.service.ts';

const unknownCode =
  'Zu diesem Code gibt es keine Anmeldung. Bitte prüfen Sie, ob er vollständig ist, oder wenden Sie sich an das Kompetenzzentrum.';

export const eventResolvers = {
  Query: {
    event: (_parent, { id }, { events }) => events.service.find(id),
    events: (_parent, args, { events }) => events.service.list(args),
    myEventRegistration: (_parent, { code }, { events }) => events.service.findMine(code),
  },
  Mutation: {
    createEvent: async (_parent, { input }, context) => toResult(await context.events.work.create(input), context),
    changeEvent: async (_parent, { input }, context) => toResult(await context.events.work.change(input), context),
    cancelEvent: async (_parent, { input }, context) => toResult(await context.events.work.cancel(input), context),
    registerForEvent: async (_parent, { input }, { events }) => {
      const outcome = await events.registrations.register(input);
      if (outcome.kind === 'REFUSED')
        return { __typename: 'EventRegistrationRefused' as const, reason: outcome.reason };
      events.forget(outcome.standing.eventId);
      return { __typename: 'EventRegistered' as const, registration: outcome.standing, code: outcome.code };
    },
    cancelEventRegistration: async (_parent, { input }, { events }) => {
      const registration =
        (await events.registrations.cancel(input.code)) && (await events.service.findMine(input.code));
      if (!registration) return { __typename: 'EventRegistrationRefused' as const, reason: unknownCode };
      events.forget(registration.eventId);
      return { __typename: 'EventRegistrationCancelled' as const, registration };
    },
  },
  Event: {
    kommune: ({ kommune }, _args, { register }) => (kommune === null ? null : register.getKommune(kommune)),
    topics: (row, _args, { events }) => events.service.topicsOf(row),
    acceptsRegistrations: (row, _args, { events }) => events.service.acceptsRegistrations(row),
    fullyBooked: ({ registered, capacity }) => registered >= capacity,
    attendance: (row, _args, { events }) => events.service.attendanceOf(row),
    participants: (row, _args, { events }) => events.service.participantsOf(row),
  },
  MyEventRegistration: {
    event: async ({ eventId }, _args, { events }) => {
      const event = await events.service.find(eventId);
      if (event === null) throw new Error('a registration points to an event that is not there');
      return event;
    },
  },
  EventResult: { __resolveType: ({ __typename }) => __typename },
  RegisterForEventResult: { __resolveType: ({ __typename }) => __typename },
  CancelEventRegistrationResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;

/** The event is read anew, as it is after the action. */
async function toResult(outcome: EventOutcome, { events }: Pick<Context, 'events'>) {
  if (outcome.eventId !== null) events.forget(outcome.eventId);
  const event = outcome.eventId === null ? null : await events.service.find(outcome.eventId);
  if (outcome.kind === 'REFUSED') return { __typename: 'EventRefused' as const, reason: outcome.reason, event };
  if (event === null) throw new Error('an event is gone that was written');
  if (outcome.kind === 'CHANGED') return { __typename: 'EventChanged' as const, event };
  return { __typename: 'StaleEvent' as const, basedOn: outcome.basedOn, version: outcome.version, event };
}

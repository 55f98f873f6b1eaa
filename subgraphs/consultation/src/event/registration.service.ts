import { randomBytes } from 'node:crypto';
import { Problem } from '@gkz-qe/kit/problem.ts';
import type { RegisterForEventInput } from '../generated/resolvers.ts';
import { sha256 } from '../inquiry/link.ts';
import { readEventInput } from './event.input.ts';
import { isOpen } from './event.service.ts';
import type { EventRow, Standing } from './event.types.ts';
import { maxWaiting } from './event-statement.ts';
import type { EventTurn, EventTurns, NewParticipant } from './event-turn.repository.ts';

export interface RegistrationParts {
  readonly turns: () => EventTurns;
  readonly now: () => Date;
}

/** How registering ends. */
export type RegistrationOutcome =
  | { readonly kind: 'REGISTERED'; readonly standing: Standing; readonly code: string }
  | { readonly kind: 'REFUSED'; readonly reason: string };

export type RegistrationService = ReturnType<typeof createRegistrationService>;

/** Anmeldungen: everybody registers, and cancels with the code that they got. */
export function createRegistrationService({ turns, now }: RegistrationParts) {
  return {
    /**
     * Registers a person, for a seat or to wait for one. A repeated call gives the same registration, with a code of its own: of
     * the first one only the hash is there.
     *
     * @throws Problem BAD_USER_INPUT, NOT_FOUND, or IDEMPOTENCY_KEY_REUSED for another registration under a known key
     */
    register(input: RegisterForEventInput): Promise<RegistrationOutcome> {
      const { event, idempotencyKey, ...person } = readEventInput('register', input);
      const participant = { ...person, keyHash: sha256(idempotencyKey), at: now() };
      return turns().inTurn(event, async (turn) => {
        const row = await turn.find();
        if (row === null) throw new Problem('NOT_FOUND', 'Diese Veranstaltung gibt es nicht.');
        const earlier = await turn.findByKey(participant);
        if (earlier?.state === 'CANCELLED')
          return refused('Diese Anmeldung ist abgesagt. Bitte melden Sie sich neu an.');
        if (earlier && !earlier.same) throw keyReused();
        const reason = earlier === null ? whyNot(row, participant.at) : null;
        if (reason !== null) return refused(reason);
        return settle(turn, earlier?.id ?? (await save(turn, participant)));
      });
    },

    /** False for a code that is unknown. */
    cancel: (code: string): Promise<boolean> => turns().cancel(sha256(code), now()),
  };
}

async function save(turn: EventTurn, participant: NewParticipant): Promise<string> {
  const id = await turn.register(participant);
  if (id === null) throw keyReused();
  return id;
}

async function settle(turn: EventTurn, registrationId: string): Promise<RegistrationOutcome> {
  const code = randomBytes(32).toString('base64url');
  await turn.saveCode(registrationId, sha256(code));
  return { kind: 'REGISTERED', standing: await turn.getStanding(registrationId), code };
}

function whyNot(event: EventRow, at: Date): string | null {
  if (event.state === 'CANCELLED') return 'Die Veranstaltung ist abgesagt.';
  if (!isOpen(event, at)) return 'Die Anmeldefrist ist vorbei.';
  return event.waiting < maxWaiting ? null : 'Die Veranstaltung ist ausgebucht, und auch die Warteliste ist voll.';
}

const refused = (reason: string) => ({ kind: 'REFUSED' as const, reason });

const keyReused = () =>
  new Problem(
    'IDEMPOTENCY_KEY_REUSED',
    'Unter diesem Schlüssel liegt schon eine andere Anmeldung vor. Bitte senden Sie diese mit einem neuen Schlüssel.',
    { argument: 'input.idempotencyKey' },
  );

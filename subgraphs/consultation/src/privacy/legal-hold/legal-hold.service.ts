import { type Connection, createConnection, type PageArguments, readPage } from '@gkz-qe/kit/connection.ts';
import { readInput, requiredText } from '@gkz-qe/kit/input.ts';
import { Problem } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { z } from 'zod';
import { requireScope, subjectOf } from '../../policy.ts';
import { byMoment, isCounted, placeOf } from '../moment-order.ts';
import type { LegalHoldRepository, LegalHoldRow } from './legal-hold.repository.ts';

const holdInput = z.object({ reason: requiredText(5, 500, 'Bitte begründen Sie die Sperre mit 5 bis 500 Zeichen.') });

export interface LegalHoldParts {
  readonly viewer: Viewer;
  readonly holds: LegalHoldRepository;
  /** The key of a case by its key or number. */
  readonly findCase: (keyOrNumber: string) => Promise<string | null>;
  readonly now: () => Date;
}

/** The hold as it is now, or why nothing was changed. */
export type LegalHoldOutcome = { readonly hold: LegalHoldRow } | { readonly reason: string };

export type LegalHoldService = ReturnType<typeof createLegalHoldService>;

/** Holds against removing a case's data: for privacy officers alone. */
export function createLegalHoldService({ viewer, holds, findCase, now }: LegalHoldParts) {
  async function getCase(keyOrNumber: string): Promise<string> {
    const id = await findCase(keyOrNumber);
    if (id === null) throw new Problem('NOT_FOUND', 'Diesen Fall gibt es nicht.');
    return id;
  }

  return {
    /** Those in force, newest first. */
    async list(args: PageArguments): Promise<Connection<LegalHoldRow>> {
      requireScope(viewer, 'privacy:read');
      const page = readPage(args, { cursor: byMoment(isCounted) });
      return createConnection(await holds.findPage(page), page, {
        cursorOf: ({ setAt, id }) => placeOf(setAt, id),
        totalCount: () => holds.count(),
      });
    },

    /** @throws Problem FORBIDDEN, NOT_FOUND, BAD_USER_INPUT for a reason that is none */
    async set(input: { readonly case: string; readonly reason: string }): Promise<LegalHoldOutcome> {
      requireScope(viewer, 'privacy:write');
      const { reason } = readInput(holdInput, input);
      const hold = await holds.set(await getCase(input.case), reason, subjectOf(viewer), now());
      return hold ? { hold } : { reason: 'Der Fall ist schon gesperrt oder schon anonymisiert.' };
    },

    /** @throws Problem FORBIDDEN, NOT_FOUND */
    async release(input: { readonly case: string }): Promise<LegalHoldOutcome> {
      requireScope(viewer, 'privacy:write');
      const hold = await holds.release(await getCase(input.case), subjectOf(viewer), now());
      return hold ? { hold } : { reason: 'Der Fall ist nicht gesperrt.' };
    },
  };
}

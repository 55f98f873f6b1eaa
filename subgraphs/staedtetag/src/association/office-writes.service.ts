import { mailAddress, numberBetween, readInput } from '@gkz-qe/kit/input.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { FactChange } from '@gkz-qe/kit/revisions.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { z } from 'zod';
import type { UpdateStaedtetagOfficeInput } from '../generated/resolvers.ts';
import * as policy from '../policy.ts';
import type { OfficeWriter } from './office-writer.repository.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Bitte nennen Sie die Uhrzeit so: 09:00.');

const hours = z
  .object({ weekday: numberBetween(1, 7, 'Der Wochentag ist eine Zahl von 1 (Montag) bis 7.'), from: time, to: time })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'Das Ende liegt nicht nach dem Anfang.' });

const firstAnswer = numberBetween(1, 500, 'Bitte nennen Sie 1 bis 500 Arbeitsstunden.');
const acceptance = numberBetween(1, 60, 'Bitte nennen Sie 1 bis 60 Arbeitstage.');

const office = z.object({
  version: numberBetween(0, 2_147_483_647, 'Die Fassung ist eine ganze Zahl ab 0.'),
  // Without any service hours no clock would ever run.
  serviceHours: z
    .array(hours)
    .min(1, 'Bitte nennen Sie wenigstens einen Wochentag.')
    .refine((list) => new Set(list.map(({ weekday }) => weekday)).size === list.length, {
      message: 'Bitte nennen Sie jeden Wochentag einmal.',
    })
    .nullish(),
  closedDays: z
    .array(z.string())
    .max(200, 'Bitte nennen Sie höchstens 200 Tage.')
    .transform((days) => [...new Set(days)])
    .nullish(),
  firstAnswerWorkingHours: firstAnswer.nullish(),
  acceptanceWorkingDays: acceptance.nullish(),
  mailbox: mailAddress.nullish(),
});

/** A write that took place says nothing but that. */
export type OfficeUpdated = object;

export interface OfficeStale {
  readonly basedOn: number;
  readonly version: number;
  readonly changes: readonly FactChange[];
}

export type OfficeWrites = ReturnType<typeof createOfficeWrites>;

/** Changes the settings of the Geschäftsstelle, for those who keep the Städtetag's. */
export function createOfficeWrites(writer: OfficeWriter, viewer: Viewer) {
  return {
    /** @throws Problem FORBIDDEN, BAD_USER_INPUT */
    async update(input: UpdateStaedtetagOfficeInput) {
      policy.mayKeepOffice(viewer);
      const { version, ...given } = readInput(office, input);
      return writer.inTurn(async (turn) => {
        if (version > turn.version) throw badInput('input.version', 'Diese Fassung gibt es nicht.');
        if (version < turn.version) {
          const changes = await turn.changesSince(version);
          return { __typename: 'StaedtetagOfficeStale' as const, basedOn: version, version: turn.version, changes };
        }
        await turn.save(withoutNulls(given));
        return { __typename: 'StaedtetagOfficeUpdated' as const };
      });
    },
  };
}

type Given<Facts> = { [Name in keyof Facts]?: NonNullable<Facts[Name]> };

/** Null, where nothing can be null, is taken as left out. */
function withoutNulls<Facts extends object>(facts: Facts): Given<Facts> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value != null)) as Given<Facts>;
}

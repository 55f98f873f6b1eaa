import { inLoggedTransaction } from '@gkz-qe/kit/change-log.ts';
import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { changesSince, type FactChange } from '@gkz-qe/kit/revisions.ts';
import { logOffice } from '../directory/directory.repository.ts';
import { recordOffice } from '../revision/revision.repository.ts';
import { ClosedDay, Office, ServiceHours } from './office.entity.ts';

/** What the office shall be from now on; what is left out stays. Days are ISO 8601, times local ('09:00'). */
export interface OfficeState {
  readonly firstAnswerWorkingHours?: number;
  readonly acceptanceWorkingDays?: number;
  readonly mailbox?: string;
  readonly serviceHours?: readonly { readonly weekday: number; readonly from: string; readonly to: string }[];
  readonly closedDays?: readonly string[];
}

/** What may be done while no other writer of this association is at work. */
export interface OfficeTurn {
  readonly version: number;
  readonly save: (state: OfficeState) => Promise<void>;
  /** What has changed since a version. */
  readonly changesSince: (version: number) => Promise<readonly FactChange[]>;
}

export type OfficeWriter = ReturnType<typeof createOfficeWriter>;

/** Lets services decide on a change of the office and make it in one transaction. */
export function createOfficeWriter(fork: () => EntityManager) {
  return {
    /** Runs `work` in one transaction, after all writers before it. */
    inTurn: <Outcome>(work: (turn: OfficeTurn) => Promise<Outcome>): Promise<Outcome> =>
      inLoggedTransaction(fork(), async (em) => {
        const office = await em.findOneOrFail(Office, { id: true });
        return work({
          version: office.version,
          save: (state) => saveOffice(em, office, state),
          changesSince: (version) => changesSince(em, 'office', 'office', version),
        });
      }),
  };
}

async function saveOffice(em: EntityManager, office: Office, state: OfficeState): Promise<void> {
  const { serviceHours, closedDays, ...settings } = state;
  const before = office.version;
  const touched = (settings.mailbox ?? office.mailbox) === office.mailbox ? [] : ['mailbox'];
  em.assign(office, settings);
  await em.flush();
  // A save makes a new version also where only hours or days have changed, which the ORM does not see.
  if (office.version === before) await select(em, 'office.raiseVersion', 'update office set version = version + 1');
  if (serviceHours) {
    await em.nativeDelete(ServiceHours, {});
    const rows = serviceHours.map(({ weekday, from, to }) => ({ weekday, opens: from, closes: to }));
    await em.insertMany(ServiceHours, rows);
  }
  if (closedDays) {
    await em.nativeDelete(ClosedDay, {});
    await em.insertMany(
      ClosedDay,
      closedDays.map((day) => ({ day })),
    );
  }
  await recordOffice(em, touched);
  await logOffice(em);
}

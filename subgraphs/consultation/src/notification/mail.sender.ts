import type { Orm } from '@gkz-qe/kit/database.ts';
import { describeFailure } from '@gkz-qe/kit/errors.ts';
import type { Logger } from '@gkz-qe/kit/log.ts';
import { reasonOf } from '../directory/association-call.ts';
import type { DirectorySource } from '../directory/directory.types.ts';
import type { AssociationCode } from '../generated/resolvers.ts';
import { keepDoing } from '../steady-loop.ts';
import { type AddressBook, createAssociationBook, createOwnBook } from './address-book.ts';
import { createOwnAddresses } from './addresses.repository.ts';
import { createMailRepository } from './mail.repository.ts';
import { attemptMail } from './mail-attempt.ts';
import type { Postman } from './postman.ts';

export interface SenderOptions {
  readonly orm: Orm;
  readonly log: Logger;
  /** The associations, who know where their people get mail. */
  readonly sources: readonly DirectorySource[];
  readonly postman: Pick<Postman, 'send'>;
  /** Where the clients of this system are reached; links in mails begin with it. */
  readonly publicUrl: string;
  /** Milliseconds between two looks for mails that are due. */
  readonly pollMs?: number;
  readonly now?: () => Date;
}

/** Mails of one look: as many as one question to an association may name. */
const batchSize = 50;

/**
 * Sends mails as they become due, one loop for the people of each association and one for those whom this subgraph knows itself: so
 * an association that is down lets its own mails wait and no others.
 *
 * Any number of processes may send at once. Dispose of it to stop; that waits for the mail that is under way.
 */
export function sendMails(options: SenderOptions): AsyncDisposable {
  const stopping = new AbortController();
  const { signal } = stopping;
  const own = createOwnBook(createOwnAddresses(options.orm.em.fork()));
  const loops = [
    keepSending(null, own, options, signal),
    ...options.sources.map((source) =>
      keepSending(source.association, createAssociationBook(source, signal), options, signal),
    ),
  ];
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function keepSending(
  association: AssociationCode | null,
  book: AddressBook,
  { orm, postman, publicUrl, pollMs = 2_000, now = () => new Date(), ...options }: SenderOptions,
  signal: AbortSignal,
): Promise<void> {
  const log = options.log.child({ association });
  const mails = createMailRepository(orm.em.fork());
  const report = createReport(log);
  const step = async () => {
    const due = await mails.findDue(association, now(), batchSize);
    if (due.length === 0) return pollMs;
    const addresseeOf = await book(due);
    report(null);
    const failures: unknown[] = [];
    for (const mail of due) {
      if (signal.aborted) break;
      // One that cannot even be tried must not keep back those after it.
      const attempt = attemptMail(mail, addresseeOf(mail), { mails, postman, publicUrl, log, now });
      await attempt.catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
    return due.length < batchSize ? pollMs : 0;
  };
  await keepDoing({ step, onFailure: report }, signal);
}

/** Writes a line when mails begin to wait, and one when they go on. */
function createReport(log: Logger): (error: unknown) => void {
  let isWaiting = false;
  return (error) => {
    if ((error !== null) === isWaiting) return;
    isWaiting = error !== null;
    if (isWaiting) log.warn(describeFailure(reasonOf(error)), 'mails wait');
    else log.info('mails go out again');
  };
}

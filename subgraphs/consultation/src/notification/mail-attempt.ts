import { setTimeout as sleep } from 'node:timers/promises';
import { describeFailure } from '@gkz-qe/kit/errors.ts';
import { timeZone } from '@gkz-qe/kit/local-day.ts';
import type { Logger } from '@gkz-qe/kit/log.ts';
import { createLink, type LinkRecord } from '../inquiry/link.ts';
import type { Addressee } from './address-book.ts';
import { writeLetter } from './letter.ts';
import type { EntryRow, MailRepository, MailRow, Outcome } from './mail.repository.ts';
import { PostalFault, type Postman } from './postman.ts';

export interface AttemptParts {
  readonly mails: MailRepository;
  readonly postman: Pick<Postman, 'send'>;
  /** Where the clients of this system are reached. */
  readonly publicUrl: string;
  readonly log: Logger;
  readonly now: () => Date;
}

/** A link that goes out with one mail. */
interface MailLink {
  readonly caseId: string;
  readonly token: string;
  readonly record: LinkRecord;
}

/** After so many attempts, more than a day after the first, a mail has failed. */
const maxAttempts = 12;

/** Until the next attempt, in milliseconds: a minute, then twice as long each time, at most six hours. */
function pauseAfter(attempt: number): number {
  return Math.min(2 ** (attempt - 1), 360) * 60_000;
}

/** Tries once to send a mail that is due; does nothing where somebody else is at it. */
export async function attemptMail(mail: MailRow, addressee: Addressee, parts: AttemptParts): Promise<void> {
  const { mails, log, now } = parts;
  const entries = await mails.findEntries(mail.id);
  const link = linkFor(mail, addressee, now());
  const attempt = await mails.claim(mail.id, now(), link);
  if (attempt === null) return;
  const outcome = await carryOut({ mail, addressee, entries, link, attempt }, parts);
  if (!(await settle(mails, mail, attempt, outcome))) {
    log.warn({ mail: mail.id }, 'a mail took so long that another process may have sent it too');
  }
}

function linkFor({ recipient, recipientId }: MailRow, { to }: Addressee, at: Date): MailLink | null {
  if (recipient !== 'INQUIRER' || recipientId === null || to.length === 0) return null;
  return { caseId: recipientId, ...createLink(Temporal.Instant.fromEpochMilliseconds(at.getTime()), timeZone) };
}

interface Attempt {
  readonly mail: MailRow;
  readonly addressee: Addressee;
  readonly entries: readonly EntryRow[];
  readonly link: MailLink | null;
  readonly attempt: number;
}

async function carryOut(all: Attempt, { mails, postman, publicUrl, log, now }: AttemptParts): Promise<Outcome> {
  const { mail, addressee, entries, link, attempt } = all;
  const { to, isStandIn } = addressee;
  // All that it tells of has become anonymous, or who asked is gone.
  if (entries.length === 0 || (to.length === 0 && mail.association === null)) return { kind: 'DROPPED', at: now() };
  try {
    if (to.length === 0) throw new PostalFault('NO_ADDRESS');
    const letter = writeLetter({ mail, entries, isStandIn, publicUrl, link: link?.token ?? null });
    const refused = await postman.send({ id: mail.id, to, ...letter });
    if (refused > 0) log.warn({ mail: mail.id, refused }, 'a mail did not reach all of its recipients');
    return { kind: 'SENT', at: now() };
  } catch (error) {
    const { code, isCertain, isFinal } = error instanceof PostalFault ? error : unexpected(error, log);
    if (link && isCertain) await mails.forgetLink(link.record);
    const where = { mail: mail.id, recipient: mail.recipient, association: mail.association, attempt, failure: code };
    if (isFinal || attempt >= maxAttempts) {
      log.error(where, 'a mail has failed');
      return { kind: 'FAILED', at: now(), failure: code };
    }
    log.warn(where, 'a mail waits to be tried again');
    return { kind: 'WAITING', until: new Date(now().getTime() + pauseAfter(attempt)), failure: code };
  }
}

/** A bug, or a kind of message that only a newer version of this service has words for. */
function unexpected(error: unknown, log: Logger): PostalFault {
  log.error(describeFailure(error), 'a mail could not be written');
  return new PostalFault('NOT_WRITTEN');
}

/** How often, and how long apart in milliseconds, the end of an attempt is written while the database is away. */
const tries = 60;
const pauseMs = 2_000;

/** Writes how an attempt ended. A mail that has gone out must not go out again because the database was away for a moment. */
async function settle(mails: MailRepository, { id }: MailRow, attempt: number, outcome: Outcome): Promise<boolean> {
  for (let left = tries; ; left--) {
    try {
      return await mails.settle(id, attempt, outcome);
    } catch (error) {
      if (left === 0) throw error;
      await sleep(pauseMs);
    }
  }
}

import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail as its recipient reads it. */
export interface CaughtMail {
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** A real mail server on loopback, whose mood a test controls. */
export interface MailCatcher extends AsyncDisposable {
  readonly url: string;
  /** What it has taken, in this order. Empty it to begin anew. */
  readonly mails: CaughtMail[];
  /** Recipients whom it does not know. */
  readonly unknown: Set<string>;
  /** Called when it has taken a mail, before it says so. */
  onTaken: (mail: CaughtMail) => Promise<void> | void;
}

/** Starts one that takes everything. */
export async function startMailCatcher(): Promise<MailCatcher> {
  const mails: CaughtMail[] = [];
  const unknown = new Set<string>();
  const server = new SMTPServer({
    ...{ name: 'localhost', disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, closeTimeout: 100 },
    onRcptTo({ address }, _session, done) {
      done(unknown.has(address) ? Object.assign(new Error(`no ${address} here`), { responseCode: 550 }) : null);
    },
    async onData(stream, { envelope }, taken) {
      const { messageId, subject, text } = await PostalMime.parse(await buffer(stream));
      const to = envelope.rcptTo.map(({ address }) => address);
      const mail = { id: messageId ?? '', to, subject: subject ?? '', text: text ?? '' };
      mails.push(mail);
      await catcher.onTaken(mail);
      taken();
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  const catcher: MailCatcher = {
    ...{ url: `smtp://127.0.0.1:${port}`, mails, unknown, onTaken: () => {} },
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
  return catcher;
}

import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { makeFolders } from '../files/folders.ts';

/** Mails of this size are none of ours, in bytes. */
const maxSize = 1024 * 1024;

/**
 * Starts a mail server for development on loopback: it takes every mail and keeps it as an .eml file, readable by its owner alone.
 * The file's name is the message's id, so the same message twice is there once, as in a mailbox that knows ids.
 *
 * @returns its address, and how to end it
 */
export async function startCatchAll({ folder, port }: { readonly folder: string; readonly port: number }) {
  makeFolders(folder, 0o700);
  const server = new SMTPServer({
    ...{
      name: 'localhost',
      size: maxSize,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 500,
    },
    onData(stream, session, taken) {
      buffer(stream).then(
        (message) => {
          keep(folder, message, session.id);
          taken();
        },
        (error: Error) => taken(error),
      );
    },
  });
  // A client that goes away in the middle is its own affair.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return { close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

/** Appears whole: whoever watches the folder never sees half a mail. */
function keep(folder: string, message: Buffer, session: string): void {
  const id = /^message-id:\s*<([\w.-]+)@/im.exec(message.toString('latin1'))?.[1] ?? session;
  const half = join(folder, `.${session}`);
  writeFileSync(half, message, { mode: 0o600 });
  renameSync(half, join(folder, `${id}.eml`));
}

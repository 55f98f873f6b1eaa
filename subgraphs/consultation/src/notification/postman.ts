import { createTransport } from 'nodemailer';

/** A mail as it goes out: plain text. */
export interface Letter {
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** Why the mail server did not take a mail. Names no address: what servers answer often quotes one. */
export class PostalFault extends Error {
  readonly code: string;
  /** Whether it is certain that the mail has not gone out. A server that falls silent may have taken it. */
  readonly isCertain: boolean;
  /** Whether it would not help to try again. */
  readonly isFinal: boolean;

  constructor(code: string, { isCertain = true, isFinal = false } = {}) {
    super(`the mail has not gone out: ${code}`);
    this.name = 'PostalFault';
    this.code = code;
    this.isCertain = isCertain;
    this.isFinal = isFinal;
  }
}

export interface PostmanOptions {
  readonly url: string;
  /** Address, or name and address. */
  readonly from: string;
  /** Refuses to send where the way to the server is not encrypted. */
  readonly requireTls: boolean;
}

export type Postman = ReturnType<typeof createPostman>;

/**
 * How long the server may be silent, in milliseconds. A conversation has about ten steps, so all of it stays well below the time
 * after which a sender counts as lost: see `mail.repository.ts`.
 */
const silenceMs = 15_000;

/** Hands mails over to a mail server. */
export function createPostman({ url, from, requireTls }: PostmanOptions) {
  const transport = createTransport({
    ...{ url, requireTLS: requireTls, disableFileAccess: true, disableUrlAccess: true },
    ...{ connectionTimeout: silenceMs, greetingTimeout: silenceMs, socketTimeout: silenceMs, dnsTimeout: silenceMs },
  });
  const domain = /@([^\s>]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return {
    /**
     * Resolves when the server has taken the mail for one of its recipients at least; answers how many it refused. However often it is tried, it is the same
     * message: its id says so to every server and mailbox on the way.
     *
     * @throws PostalFault
     */
    async send({ id, to, subject, text }: Letter): Promise<number> {
      try {
        const { rejected } = await transport.sendMail({
          ...{ from, to: [...to], subject, text, messageId: `<${id}@${domain}>` },
          // No answering machine shall answer (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return rejected.length;
      } catch (error) {
        throw faultOf(error);
      }
    },
  };
}

function faultOf(error: unknown): PostalFault {
  const { code, command, responseCode } = error as Partial<Record<string, unknown>>;
  if (typeof responseCode !== 'number') return new PostalFault(String(code ?? 'UNKNOWN'), { isCertain: false });
  const isOfRecipient = command === 'RCPT TO';
  return new PostalFault(`${isOfRecipient ? 'RECIPIENT' : code}_${responseCode}`, {
    // Only what is said of the recipient is about this mail: a server that refuses the sender refuses every mail.
    isFinal: isOfRecipient && responseCode >= 500,
  });
}

import { maxHeaderSize, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

interface Answer {
  readonly status: number;
  readonly message: string;
  readonly extensions: { readonly code: string; readonly limit?: number };
}

const unreadable: Answer = {
  status: 400,
  message: 'Die Anfrage ist nicht lesbar.',
  extensions: { code: 'BAD_REQUEST' },
};

const answers: Readonly<Record<string, Answer>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    message: `Die Kopfzeilen der Anfrage sind zu groß. Erlaubt sind ${maxHeaderSize} Byte.`,
    extensions: { code: 'HEADERS_TOO_LARGE', limit: maxHeaderSize },
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    message: 'Die Anfrage kam nicht rechtzeitig an.',
    extensions: { code: 'REQUEST_TIMEOUT' },
  },
};

/** Answers what Node itself cannot read as HTTP, before there is a request: in the form and with the codes of every other refusal. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, ...refusal } = answers[error.code ?? ''] ?? unreadable;
  const body = JSON.stringify({ errors: [refusal], data: null });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

import type { Dispatcher, Pool } from 'undici';

export interface PostOptions {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends the call, whether it waits for a connection, for the answer or for the rest of it. */
  readonly signal: AbortSignal;
}

export interface PostAnswer {
  readonly status: number;
  /** The whole body, read as UTF-8. */
  readonly text: string;
}

/**
 * Posts a text and reads the answer as a whole.
 *
 * Works on undici's dispatcher: the stream that `pool.request` makes of every answer, with its listeners, costs more than the answer
 * of a usual size itself.
 *
 * @throws the signal's reason once it has ended the call, else undici's error
 */
export function post(pool: Pool, { path, headers, body, signal }: PostOptions): Promise<PostAnswer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    const chunks: Buffer[] = [];
    // A call that still waits for a connection has no controller yet, and is ended when it gets one.
    const end = () => {
      controller?.abort(signal.reason);
      reject(signal.reason);
    };
    const release = () => signal.removeEventListener('abort', end);
    signal.addEventListener('abort', end, { once: true });
    pool.dispatch(
      { method: 'POST', path, headers, body },
      {
        onRequestStart(started) {
          controller = started;
          if (signal.aborted) started.abort(signal.reason);
        },
        onResponseStart(_controller, code) {
          status = code;
        },
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          release();
          resolve({ status, text: utf8.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)) });
        },
        onResponseError(_controller, error) {
          release();
          reject(error);
        },
      },
    );
  });
}

const utf8 = new TextDecoder();

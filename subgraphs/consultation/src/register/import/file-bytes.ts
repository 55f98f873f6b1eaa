import { gunzipSync } from 'node:zlib';
import { badInput } from '@gkz-qe/kit/problem.ts';
import { maxFileBytes } from './register-file.ts';

/** A file as a client sends it: one of the two. */
export interface SentFile {
  readonly content?: string | null | undefined;
  readonly contentBase64?: string | null | undefined;
}

/**
 * The bytes of a file that a client sends as text, or as Base64 of its bytes, gzip-compressed or not.
 *
 * @throws Problem BAD_USER_INPUT where it is sent in no way or in two, or cannot be unpacked
 */
export function bytesOf({ content, contentBase64 }: SentFile): Uint8Array {
  if ((content == null) === (contentBase64 == null)) {
    throw badInput('input.content', 'Bitte senden Sie die Datei entweder als Text oder in Base64.');
  }
  if (content != null) return Buffer.from(content);
  const packed = unpackBase64(contentBase64 ?? '');
  return packed[0] === 0x1f && packed[1] === 0x8b ? unpackGzip(packed) : packed;
}

function unpackBase64(text: string): Uint8Array {
  try {
    return Uint8Array.fromBase64(text);
  } catch {
    throw badInput('input.contentBase64', 'Das ist kein Base64.');
  }
}

/** No further than the longest file that counts, and one byte, so that its length is refused and not cut. */
function unpackGzip(packed: Uint8Array): Uint8Array {
  try {
    return gunzipSync(packed, { maxOutputLength: maxFileBytes + 1 });
  } catch {
    throw badInput('input.contentBase64', 'Die gepackte Datei ist beschädigt oder zu groß.');
  }
}

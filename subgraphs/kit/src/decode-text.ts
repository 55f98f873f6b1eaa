/**
 * The text of a file that people hand in: UTF-8, with or without a byte order mark, where it decodes as that, else ISO-8859-1. No
 * guess: text in ISO-8859-1 that holds an umlaut is never valid UTF-8, but for combinations that no word has.
 */
export function decodeText(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return Buffer.from(content).toString('latin1');
  }
}

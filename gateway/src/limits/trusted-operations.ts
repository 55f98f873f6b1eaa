import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stripIgnoredCharacters } from 'graphql';

/** The operations that clients are known to send, from files of one folder. */
export interface TrustedOperations {
  /** Whether this text is one of them; blanks and comments do not matter. */
  readonly isTrusted: (text: string) => boolean;
  /** The text whose SHA-256 (hex) this is. */
  readonly findByHash: (hash: string) => string | undefined;
  /** File name without its ending → text. */
  readonly byName: ReadonlyMap<string, string>;
}

/** Reads all `*.graphql` of a folder; a folder that is not there holds none. */
export function readTrustedOperations(folder: string): TrustedOperations {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.graphql')) : [];
  const byName = new Map(
    files.sort().map((name) => [basename(name, '.graphql'), readFileSync(join(folder, name), 'utf8')]),
  );
  const byHash = new Map([...byName.values()].map((text) => [sha256(text), text]));
  const stripped = new Set([...byName.values()].map(stripIgnoredCharacters));
  return {
    isTrusted: (text) => byHash.has(sha256(text)) || stripped.has(tryStrip(text)),
    findByHash: (hash) => byHash.get(hash),
    byName,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function tryStrip(text: string): string {
  try {
    return stripIgnoredCharacters(text);
  } catch {
    return text;
  }
}

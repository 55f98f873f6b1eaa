import { parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import { createRefusal } from '../errors/refusal.ts';
import { type DocumentLimits, refuseOversized } from './document-limits.ts';
import { refuseUnshapely } from './document-shape.ts';
import type { TrustedOperations } from './trusted-operations.ts';

export interface AdmissionSettings {
  readonly limits: DocumentLimits;
  readonly introspection: boolean;
  /** Null: any operation may be sent. */
  readonly onlyTrusted: TrustedOperations | null;
}

/** So many characters of texts that were let through are kept; each counts a hundred more, for what keeps it. */
const maxCharacters = 2_000_000;
const charactersEach = 100;

/**
 * Makes the guard in front of parsing and validation. What it lets through is small enough for everything that follows.
 *
 * The guard throws a refusal with the code of the limit. A text that does not parse passes: Apollo Server answers it.
 */
export function createDocumentAdmission(settings: AdmissionSettings): (text: string) => void {
  const admitted = new LRUCache<string, true>({
    maxSize: maxCharacters,
    sizeCalculation: (_value, text) => text.length + charactersEach,
  });
  return (text) => {
    if (admitted.get(text)) return;
    if (settings.onlyTrusted && !settings.onlyTrusted.isTrusted(text)) {
      throw createRefusal('OPERATION_NOT_TRUSTED', 'Hier sind nur vereinbarte Abfragen erlaubt.');
    }
    refuseOversized(text, settings.limits);
    const document = tryParse(text);
    if (!document) return;
    refuseUnshapely(document, settings.limits, settings.introspection);
    admitted.set(text, true);
  };
}

function tryParse(text: string) {
  try {
    return parse(text, { noLocation: true });
  } catch {
    return undefined;
  }
}

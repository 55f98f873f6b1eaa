import { parse } from 'graphql';
import { createRefusal } from '../errors/refusal.ts';
import { type DocumentLimits, refuseOversized } from './document-limits.ts';
import { refuseUnshapely } from './document-shape.ts';
import { createTextMemory } from './text.memory.ts';
import type { TrustedOperations } from './trusted-operations.ts';

export interface AdmissionSettings {
  readonly limits: DocumentLimits;
  readonly introspection: boolean;
  /** Null: any operation may be sent. */
  readonly onlyTrusted: TrustedOperations | null;
}

/**
 * Makes the guard in front of parsing and validation. What it lets through is small enough for everything that follows.
 *
 * The guard throws a refusal with the code of the limit. A text that does not parse passes: Apollo Server answers it.
 */
export function createDocumentAdmission(settings: AdmissionSettings): (text: string) => void {
  const admitted = createTextMemory();
  return (text) => {
    if (admitted.has(text)) return;
    if (settings.onlyTrusted && !settings.onlyTrusted.isTrusted(text)) {
      throw createRefusal('OPERATION_NOT_TRUSTED', 'Hier sind nur vereinbarte Abfragen erlaubt.');
    }
    refuseOversized(text, settings.limits);
    const document = tryParse(text);
    if (!document) return;
    refuseUnshapely(document, settings.limits, settings.introspection);
    admitted.add(text);
  };
}

function tryParse(text: string) {
  try {
    return parse(text, { noLocation: true });
  } catch {
    return undefined;
  }
}

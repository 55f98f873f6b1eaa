import { type CursorCheck, type CursorValue, isMoment, isText } from '@gkz-qe/kit/connection.ts';

/** Checks for a place in a list that is ordered by a moment and then by key. */
export function byMoment(isKey: (text: string) => boolean): readonly CursorCheck[] {
  return [isMoment, isText(isKey)];
}

/** The place of a row in such a list. */
export function placeOf(at: Date, key: string): readonly CursorValue[] {
  return [at.toISOString(), key];
}

/** A key that the database counts up. */
export const isCounted = (text: string) => /^\d{1,18}$/.test(text);

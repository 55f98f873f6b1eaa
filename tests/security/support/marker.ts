/** What a marker stands in for: whoever reads it has read this part of the case (or of a member). */
export const markedParts = [
  'content',
  'inquirer',
  'notesOfOwn',
  'notesOfOther',
  'notesOfAll',
  'notesForInquirer',
  'hold',
  'memberContact',
  'participant',
] as const;
export type MarkedPart = (typeof markedParts)[number];

export interface Marker {
  readonly part: MarkedPart;
  /** Name of the planted thing. */
  readonly of: string;
}

/** A word that occurs nowhere else and says of itself what it is: of letters and digits, so that it also fits into addresses. */
export function markerFor(part: MarkedPart, of: string): string {
  return `Geheim7${part}7${of}7`;
}

/** All markers in a text, whatever has been done to their case. */
export function findMarkers(text: string): readonly Marker[] {
  return [...text.matchAll(/geheim7([a-z]+)7([a-z]+)7/gi)].map(([, part = '', of = '']) => ({
    part: markedParts.find((known) => known.toLowerCase() === part.toLowerCase()) ?? 'content',
    of,
  }));
}

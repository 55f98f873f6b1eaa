import type { Drawing, PictureText } from '@gkz-qe/kit/charts/drawing.ts';

/** The newest snapshot of the figures, from which all answers about cases come. */
export interface Stand {
  readonly id: string;
  /** Last year that is published. */
  readonly year: number;
}

/** A question that analysts ask. */
export interface Question<Data = never> {
  /** Name of the picture's file. */
  readonly name: string;
  readonly question: string;
  /** The known operation that answers it; its file without ending. */
  readonly operation: string;
  readonly variables: (stand: Stand) => Readonly<Record<string, unknown>>;
  /** What the answer says, in English, and how it looks. */
  readonly show: (data: Data) => Shown;
}

export interface Shown {
  readonly answer: string;
  readonly picture: Drawing;
  /** In German, as all words in pictures. */
  readonly text: PictureText;
}

/** What stands where a text was removed: it is the same everywhere, so that nothing can be told from it. */
export const removedText = 'Der Text wurde gelöscht.';

/** What the timeline says of it. */
export const anonymisedText = 'Der Fall wurde anonymisiert.';

/** Title of a case that is anonymous. */
export const removedTitle = 'Anonymisierter Fall';

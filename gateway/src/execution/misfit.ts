/**
 * Thrown while an answer is shaped, on a value that may not stand where it stands: null for non-null, a text for a
 * number, an unknown type. It is one object, without a stack, because it only says: take the careful way.
 */
export const MISFIT = Object.freeze({ name: 'Misfit' });

/** SQL with its values. The text is put together from constant pieces only; what a client says is always a value. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Adds a value to a statement and answers the parameter that stands for it. */
export type AddValue = (value: unknown) => string;

/** The values of a statement that is being put together. */
export function createValues(): { readonly values: readonly unknown[]; readonly add: AddValue } {
  const values: unknown[] = [];
  return { values, add: (value) => `$${values.push(value)}` };
}

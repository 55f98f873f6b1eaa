import { number } from '../measure/static-subgraph.ts';

/** Fixed data. The same few goods and people turn up at many places of an answer, as in a real shop. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly username: string;
}

export interface Product {
  readonly upc: string;
  readonly name: string;
  readonly price: number;
  readonly weight: number;
  readonly inStock: boolean;
}

export interface Review {
  readonly id: string;
  readonly body: string;
  readonly authorId: string;
  readonly productUpc: string;
}

const range = (length: number) => Array.from({ length }, (_, i) => i);

export const users: readonly User[] = range(6).map((i) => ({
  id: `${i + 1}`,
  name: `Person ${i + 1} ${number}`,
  username: `@person-${i + 1}`,
}));

export const products: readonly Product[] = range(9).map((i) => ({
  upc: `${i + 1}`,
  name: `Thing ${i + 1} ${number}`,
  price: 100 + 75 * i,
  weight: 10 * ((i * 7) % 9),
  inStock: i % 3 !== 1,
}));

/** Three or four reviews a person, on goods that others review as well. */
export const reviews: readonly Review[] = range(21).map((i) => ({
  id: `${i + 1}`,
  body: `Review ${i + 1} (${number}): it does what it should.`,
  authorId: `${(i % 6) + 1}`,
  productUpc: `${((i * 2) % 5) + 1}`,
}));

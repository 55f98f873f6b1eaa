import type { Random } from './random.ts';

/** A UUID of version 7, as real rows have: the moment at which they came to be, then chance. */
export function createSampleId(random: Random, at: Date): string {
  const digits = (count: number) => Array.from({ length: count }, () => random.below(16).toString(16)).join('');
  const time = at.getTime().toString(16).padStart(12, '0');
  const variant = (8 + random.below(4)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-${variant}${digits(3)}-${digits(12)}`;
}

import { randomUUID } from 'node:crypto';

/** Puts 32 random hexadecimal digits in place of each `{{new}}`: a key that nobody has used, a name that nobody has given. */
export function withNewDigits(text: string): string {
  return text.includes('{{new}}') ? text.replaceAll('{{new}}', () => randomUUID().replaceAll('-', '')) : text;
}

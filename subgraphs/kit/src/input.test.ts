import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  keyList,
  mailAddress,
  numberBetween,
  optionalMailAddress,
  optionalText,
  readInput,
  requiredText,
} from './input.ts';

const schema = z.object({
  name: requiredText(2, 10, 'Zwei bis zehn Zeichen.'),
  email: mailAddress,
  people: z.array(z.object({ email: optionalMailAddress, role: optionalText('Die Rolle', 5) })),
  keys: keyList((key) => /^\d+$/.test(key), 3, 'Höchstens drei Zahlen.'),
  count: numberBetween(1, 9, 'Eins bis neun.'),
});
const fine = { name: 'Mia', email: 'mia@beispiel.invalid', people: [], keys: [], count: 1 };

test('trims texts, takes an empty one for none, and each key once', () => {
  const read = readInput(schema, {
    ...fine,
    name: '  Mia ',
    people: [{ email: ' ', role: ' Rat ' }, { email: ' a@b.de ' }, { email: null, role: '' }],
    keys: ['2', '1', '2'],
  });

  expect(read).toEqual({
    ...fine,
    people: [
      { email: null, role: 'Rat' },
      { email: 'a@b.de', role: null },
      { email: null, role: null },
    ],
    keys: ['2', '1'],
  });
});

test.each([
  ['input.name', { name: ' M ' }, 'Zwei bis zehn Zeichen.'],
  ['input.name', { name: 'Mia\0' }, 'Bitte entfernen Sie das unsichtbare Zeichen aus diesem Text.'],
  ['input.name', { name: 'Mia\ud83d' }, 'Bitte entfernen Sie das unsichtbare Zeichen aus diesem Text.'],
  ['input.email', { email: 'mia' }, 'Bitte prüfen Sie die E-Mail-Adresse.'],
  ['input.email', { email: `${'m'.repeat(250)}@b.de` }, 'Die E-Mail-Adresse ist zu lang.'],
  ['input.people.1.email', { people: [{}, { email: 'x' }] }, 'Bitte prüfen Sie die E-Mail-Adresse.'],
  ['input.people.0.role', { people: [{ role: 'Rätinnen' }] }, 'Die Rolle hat höchstens 5 Zeichen.'],
  ['input.keys.1', { keys: ['1', 'x'] }, 'Höchstens drei Zahlen.'],
  ['input.keys', { keys: ['1', '2', '3', '4'] }, 'Höchstens drei Zahlen.'],
  ['input.count', { count: 10 }, 'Eins bis neun.'],
  ['input.count', { count: 1.5 }, 'Eins bis neun.'],
])('names %s as a client wrote it: %j', (argument, input, message) => {
  expect(() => readInput(schema, { ...fine, ...input })).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT', message, details: { argument } }),
  );
});

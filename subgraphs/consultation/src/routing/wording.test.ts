import { describe, expect, test } from 'vitest';
import { count, day, landkreis, list, quoted } from './wording.ts';

describe('German wording', () => {
  test('writes numbers and days as Germans do', () => {
    expect(count(11_245_898)).toBe('11.245.898');
    expect(count(1_101)).toBe('1.101');
    expect(day('2026-01-02')).toBe('02.01.2026');
  });

  test.each([
    ['Lörrach', 'Landkreis Lörrach'],
    ['Landkreis Lörrach', 'Landkreis Lörrach'],
    ['Rhein-Neckar-Kreis', 'Rhein-Neckar-Kreis'],
    ['Enzkreis', 'Enzkreis'],
  ])('the Landkreis %s is called %s', (name, called) => {
    expect(landkreis(name)).toBe(called);
  });

  test('lists end with „und“, and long ones are cut', () => {
    expect(list([])).toBe('');
    expect(list(['A'])).toBe('A');
    expect(list(['A', 'B', 'C', 'D', 'E', 'F'])).toBe('A, B, C, D, E und F');
    expect(list(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'])).toBe('A, B, C, D, E und 3 weitere');
  });

  test('quotes what people type on one line', () => {
    expect(quoted('  St.\n Blasien ')).toBe('„St. Blasien“');
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { both, implies, isMet, type Requirement } from './requirement.ts';

const scope = fc.constantFrom('a', 'b', 'c', 'd');
const requirement: fc.Arbitrary<Requirement> = fc.array(fc.array(scope, { maxLength: 3 }), { maxLength: 4 });
const granted = fc.array(scope).map((scopes) => new Set(scopes));

test('two requirements together are met exactly by who meets each of them', () => {
  fc.assert(
    fc.property(requirement, requirement, granted, (left, right, scopes) => {
      expect(isMet(both(left, right), scopes)).toBe(isMet(left, scopes) && isMet(right, scopes));
    }),
  );
});

test('a requirement that implies another is never met without it', () => {
  fc.assert(
    fc.property(requirement, requirement, granted, (left, right, scopes) => {
      if (implies(left, right) && isMet(left, scopes)) expect(isMet(right, scopes)).toBe(true);
    }),
  );
});

test('a requirement without alternatives is met by nobody', () => {
  expect(isMet([], new Set(['a', 'b']))).toBe(false);
});

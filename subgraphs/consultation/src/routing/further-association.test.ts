import { afterAll, beforeAll, expect, test } from 'vitest';
import { associations } from '../association/associations.ts';
import { chooseOfBoth } from './both-memberships.ts';
import { findLead, type LeadRule, leadRules } from './lead.ts';
import { say } from './reasons.ts';
import { facts, kommune, MEMBERSHIPS, member, TODAY } from './routing.fixtures.ts';
import type { AssociationCode } from './routing.types.ts';

/** An association that may join one day. */
const further = 'REGIONENVERBAND' as AssociationCode;

// As if it had its entry: the reasons name it.
const entries: Record<string, object> = associations;
beforeAll(() => {
  entries[further] = { type: 'Regionenverband', name: 'Regionenverband', members: 'GEMEINDEN' };
});
afterAll(() => {
  delete entries[further];
});

/** What its rule may look like: it leads for its members where several Kommunen ask together. */
const leadOfRegion: LeadRule = ({ ags }, { reach }, { memberships }) =>
  reach === 'SEVERAL' && memberships.some((row) => row.association === further && row.ags === ags)
    ? { lead: further, informed: [], steps: say(4, 'Mehrere Kommunen fragen gemeinsam, deshalb leitet der Verband.') }
    : null;

const rules = leadRules.toSpliced(-1, 0, leadOfRegion);
const schopfheim = kommune('08336081', 'Schopfheim', { kind: 'STADT' });
const known = facts({ memberships: [...MEMBERSHIPS, member(further, schopfheim.ags)] });
const leadFor = (reach: 'KOMMUNE' | 'SEVERAL', ags = schopfheim) =>
  findLead(ags, { reach, wish: null, on: TODAY }, known, rules).lead;

test('the rule of a further association is one more in the list, and the others stay as they are', () => {
  expect(leadFor('SEVERAL')).toBe(further);
  expect(leadFor('KOMMUNE')).toBe('GEMEINDETAG');
  expect(leadFor('SEVERAL', kommune('08336010', 'Böllen'))).toBe('GEMEINDETAG');
  expect(leadFor('SEVERAL', kommune('08111000', 'Stuttgart', { kind: 'STADTKREIS' }))).toBe('STAEDTETAG');
});

test.each([
  ['the kind of the Kommune, where it points to one of them', ['GEMEINDETAG', further], 'GEMEINDETAG'],
  ['their order, where it does not', ['STAEDTETAG', further], 'STAEDTETAG'],
] as const)('between memberships of other associations decides %s', (_what, active, lead) => {
  const question = { kommune: schopfheim, active, preferred: [], wish: null, cases: [], on: TODAY };

  expect(chooseOfBoth(question).lead).toBe(lead);
});

test('a wish for a further association counts as any other, and the reasons name it', () => {
  const question = {
    kommune: schopfheim,
    active: ['GEMEINDETAG', further] as const,
    preferred: [],
    cases: [],
    on: TODAY,
  };

  const { lead, steps } = chooseOfBoth({ ...question, wish: further });

  expect(lead).toBe(further);
  expect(JSON.stringify(steps)).toContain('Regionenverband');
});

import { describe, expect, test } from 'vitest';
import { type AdvisorQuestion, chooseAdvisor, scoreOf } from './advisor-choice.ts';
import { advisor, TODAY } from './routing.fixtures.ts';
import type { AdvisorFact } from './routing.types.ts';

const question: AdvisorQuestion = {
  association: 'GEMEINDETAG',
  focus: '08336010',
  concerns: ['08336010'],
  topics: ['BET'],
  on: TODAY,
};
const anna = (rest: Partial<AdvisorFact> = {}) => advisor('GEMEINDETAG', 'anna', rest);
const bert = (rest: Partial<AdvisorFact> = {}) => advisor('GEMEINDETAG', 'bert', rest);
const cora = (rest: Partial<AdvisorFact> = {}) => advisor('GEMEINDETAG', 'cora', rest);
const away = (deputy: string | null, from = '2026-11-20', until: string | null = '2026-11-30') => ({
  absences: [{ from, until, deputy }],
});
const best = { topics: [{ topic: 'BET', level: 3 as const }] };

function chosen(advisors: readonly AdvisorFact[], rest: Partial<AdvisorQuestion> = {}): string | null {
  return chooseAdvisor({ ...question, ...rest }, advisors)?.advisor.id ?? null;
}

describe('who can be chosen', () => {
  test.each<[string, Partial<AdvisorFact>]>([
    ['is not active', { active: false }],
    ['is away', away(null)],
    ['is away without a known end', away(null, '2026-01-01', null)],
    ['is away for the last day', away(null, '2026-11-01', TODAY)],
    ['has a conflict of interest', { conflicts: ['08336010'] }],
    ['has none of the topics', { topics: [{ topic: 'DIG', level: 3 }] }],
    ['works elsewhere', { areas: ['0811', '08337', '083361'] }],
    ['has no area yet', { areas: [] }],
    ['has no capacity left', { capacity: 3, openCases: 3 }],
    ['has more cases than capacity', { capacity: 3, openCases: 4 }],
    ['has no capacity at all', { capacity: 0 }],
    ['belongs to another association', { association: 'STAEDTETAG' }],
  ])('nobody who %s', (_case, rest) => {
    expect(chosen([anna()])).toBe('anna');
    expect(chosen([anna(rest)])).toBeNull();
    expect(chosen([anna({ ...best, ...rest }), bert()])).toBe('bert');
  });

  test.each(['08', '083', '0833', '08336', '08336010'])('whoever works in %s works in Böllen', (area) => {
    expect(chosen([anna({ areas: ['0811', area] })])).toBe('anna');
  });

  test('an absence that is over, or still to come, is none', () => {
    expect(chosen([anna(away(null, '2026-11-01', '2026-11-21'))])).toBe('anna');
    expect(chosen([anna(away(null, '2026-11-23', null))])).toBe('anna');
  });

  test('without a topic asked for, none is needed', () => {
    expect(chosen([anna({ topics: [] })], { topics: [] })).toBe('anna');
  });

  test('one topic of several is enough', () => {
    expect(chosen([anna()], { topics: ['DIG', 'BET'] })).toBe('anna');
  });

  test('a conflict with any Kommune of the case excludes', () => {
    expect(chosen([anna({ conflicts: ['08336081'] })], { concerns: ['08336010', '08336081'] })).toBeNull();
  });

  test('a Stadtkreis is meant by either of its keys', () => {
    const stuttgart = { focus: '08111000', concerns: ['08111000'] };

    expect(chosen([anna({ conflicts: ['08111'] })], stuttgart)).toBeNull();
    expect(chosen([anna({ areas: ['08111'] })], stuttgart)).toBe('anna');
    expect(scoreOf(anna({ knows: ['08111'] }), { ...question, ...stuttgart })).toBe(
      scoreOf(anna({ knows: ['08111000'] }), { ...question, ...stuttgart }),
    );
  });
});

describe('the score', () => {
  test.each<[number, string, Partial<AdvisorFact>]>([
    [3 * 2 + 2 + 0 + 1, 'topic on level 2, area, all capacity free', {}],
    [3 * 3 + 2 + 0 + 1, 'level 3', best],
    [3 * 2 + 2 + 2 + 1, 'knows the Kommune', { knows: ['08336010'] }],
    [3 * 2 + 2 + 0 + 0.25, 'a quarter of the capacity free', { capacity: 8, openCases: 6 }],
  ])('is %d for: %s', (score, _case, rest) => {
    expect(scoreOf(anna(rest), question)).toBe(score);
  });

  test('counts the highest level where several topics are asked for', () => {
    const skilled = anna({
      topics: [
        { topic: 'BET', level: 1 },
        { topic: 'PFL', level: 3 },
      ],
    });

    expect(scoreOf(skilled, { ...question, topics: ['BET', 'PFL', 'DIG'] })).toBe(9 + 2 + 1);
  });

  test('counts no level where no topic is asked for', () => {
    expect(scoreOf(anna(best), { ...question, topics: [] })).toBe(2 + 1);
  });

  test('counts the area in a joint inquiry by the share of Kommunen in it', () => {
    const both = { ...question, concerns: ['08336010', '08326074'] };

    expect(scoreOf(anna({ areas: ['08336'] }), both)).toBe(6 + 1 + 1);
    expect(scoreOf(anna({ areas: ['083'] }), both)).toBe(6 + 2 + 1);
  });

  test('a level of the topic outweighs knowing the Kommune', () => {
    expect(chosen([anna({ knows: ['08336010'] }), bert(best)])).toBe('bert');
  });
});

describe('ties', () => {
  test('go to whoever never had a case, then to the longest without a new one', () => {
    const recent = anna({ lastAssignedAt: '2026-11-20T08:00:00Z' });
    const earlier = bert({ lastAssignedAt: '2026-11-19T08:00:00Z' });

    expect(chosen([recent, earlier])).toBe('bert');
    expect(chosen([recent, earlier, cora()])).toBe('cora');
  });

  test('compare instants, not their spelling', () => {
    const first = bert({ lastAssignedAt: '2026-11-20T08:30:00+01:00' });
    const second = anna({ lastAssignedAt: '2026-11-20T08:00:00.000Z' });

    expect(chosen([second, first])).toBe('bert');
  });

  test('go at last to the smaller id', () => {
    expect(chosen([cora(), bert()])).toBe('bert');
  });
});

describe('deputies', () => {
  const choice = (...advisors: readonly AdvisorFact[]) => {
    const found = chooseAdvisor(question, advisors);
    return found === null ? null : `${found.advisor.id}${found.deputises ? ' for another' : ''}`;
  };

  test('take over when the best is away, also before somebody who fits', () => {
    expect(choice(anna({ ...best, ...away('cora') }), bert(), cora({ topics: [], areas: [] }))).toBe(
      'cora for another',
    );
  });

  test('of deputies take over when these are away too', () => {
    expect(choice(anna(away('bert')), bert({ areas: [], ...away('cora') }), cora({ areas: [] }))).toBe(
      'cora for another',
    );
  });

  test('take over though the absent deputy between has a conflict', () => {
    const between = bert({ areas: [], conflicts: ['08336010'], ...away('cora') });

    expect(choice(anna(away('bert')), between, cora({ areas: [] }))).toBe('cora for another');
  });

  test.each<[string, Partial<AdvisorFact>]>([
    ['is not active', { active: false }],
    ['has a conflict of interest', { conflicts: ['08336010'] }],
    ['has no capacity left', { openCases: 10 }],
    ['is away without a deputy', away(null)],
    ['is of another association', { association: 'STAEDTETAG' }],
  ])('do not take over if the deputy %s: the next best does', (_case, rest) => {
    expect(choice(anna({ ...best, ...away('cora') }), bert(), cora({ areas: [], ...rest }))).toBe('bert');
  });

  test('do not take over for somebody who is merely full', () => {
    expect(choice(anna({ openCases: 10, ...away('cora') }), cora({ areas: [] }))).toBeNull();
  });

  test('in a circle leave the case to the team', () => {
    expect(choice(anna(away('bert')), bert(away('cora')), cora(away('anna')))).toBeNull();
    expect(choice(anna(away('anna')))).toBeNull();
    expect(choice(anna(away('nobody')))).toBeNull();
  });

  test('of two absences at once: the one that began last counts, else the other', () => {
    const twice = {
      absences: [
        { from: '2026-11-01', until: null, deputy: 'bert' },
        { from: '2026-11-15', until: null, deputy: 'cora' },
      ],
    };

    expect(choice(anna(twice), bert({ areas: [] }), cora({ areas: [] }))).toBe('cora for another');
    expect(choice(anna(twice), bert({ areas: [] }), cora({ areas: [], active: false }))).toBe('bert for another');
  });
});

import { createOrm, type Orm, select } from '@gkz-qe/kit/database.ts';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseOptions } from '../database.ts';
import type { CaseStatus } from '../generated/resolvers.ts';
import { nextStatuses } from '../testing/next-statuses.ts';
import type { SampleCase, SampleKommune, SampleTopic } from './sample.types.ts';
import { existingKommunen } from './sample-cases.repository.ts';
import { createSampleCases } from './sample-cases.ts';
import { sampleMembershipsOf } from './sample-memberships.ts';

let database: TestDatabase;
let orm: Orm;
let kommunen: SampleKommune[];
let cases: SampleCase[];
const rows = <Row = Record<string, unknown>>(text: string) => select<Row>(orm.em.fork(), 'test.rows', text);

beforeAll(async () => {
  database = await createTestDatabase('consultation+seeds');
  orm = createOrm(databaseOptions(database.url));
  kommunen = await rows<SampleKommune>(existingKommunen);
  cases = make(2_000);
});
afterAll(async () => {
  await orm.close();
  await database[Symbol.asyncDispose]();
});

const topics: SampleTopic[] = ['BET', 'PFL', 'WOH', 'FAM', 'WIR', 'INK', 'DIG'].map((code) => ({ code, label: code }));
const make = (count: number) => [...createSampleCases({ kommunen, topics, count })];
const leadOf = ({ participations }: SampleCase) =>
  participations.find(({ role, untilAt }) => role === 'LEAD' && untilAt === null);

describe('the sample memberships', () => {
  test('are 201, 1,065 and 35 members', () => {
    const counts = Map.groupBy(sampleMembershipsOf(kommunen), ({ association }) => association);
    expect([...counts].map(([association, members]) => [association, members.length])).toEqual([
      ['STAEDTETAG', 201],
      ['GEMEINDETAG', 1_065],
      ['LANDKREISTAG', 35],
    ]);
  });
});

describe('the 2,000 sample cases', () => {
  test('are the same in every run, whatever the order of the register', () => {
    kommunen.reverse();
    expect(make(2_000)).toEqual(cases);
  });

  test('have keys and numbers of their own, in the order of receipt over eight years', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(2_000);
    expect(new Set(cases.map(({ number }) => number)).size).toBe(2_000);
    const days = cases.map(({ receivedAt }) => receivedAt.toISOString());
    expect(days).toEqual(days.toSorted());
    expect([days[0]?.slice(0, 7), days.at(-1)?.slice(0, 10)]).toEqual(['2018-12', '2026-11-20']);
  });

  test('went only ways that the state machine allows, and are where the last one led', () => {
    for (const { number, status, transitions } of cases) {
      const [first, ...others] = transitions;
      expect(first, number).toMatchObject({ fromStatus: null, toStatus: 'RECEIVED' });
      let at: CaseStatus = 'RECEIVED';
      for (const { fromStatus, toStatus } of others) {
        expect(fromStatus, number).toBe(at);
        expect(nextStatuses[at], number).toContain(toStatus);
        at = toStatus;
      }
      expect(status, number).toBe(at);
    }
  });

  test('happened in the order in which it is told, and not in the future', () => {
    for (const { number, receivedAt, transitions, timeline } of cases) {
      for (const history of [transitions, timeline]) {
        const moments = [receivedAt, ...history.map(({ at }) => at), new Date('2026-11-20T17:00:00Z')];
        expect(moments, number).toEqual(moments.toSorted((a, b) => a.getTime() - b.getTime()));
      }
    }
  });

  test('are spread over all statuses, phases, topics, channels and kinds of inquirer and support', () => {
    const spread = {
      status: new Set(cases.map(({ status }) => status)),
      phase: new Set(cases.flatMap(({ phase }) => phase ?? [])),
      topic: new Set(cases.flatMap((row) => row.topics)),
      channel: new Set(cases.map(({ channel }) => channel)),
      inquirer: new Set(cases.map(({ inquirerKind }) => inquirerKind)),
      support: new Set(cases.flatMap(({ support }) => support)),
      reach: new Set(cases.map(({ reach }) => reach)),
    };
    expect(Object.entries(spread).map(([name, { size }]) => [name, size])).toEqual([
      ['status', 11],
      ['phase', 8],
      ['topic', 7],
      ['channel', 4],
      ['inquirer', 9],
      ['support', 7],
      ['reach', 4],
    ]);
  });

  test('leave so many open as a centre can bear, and no advisor with more than there is room for', () => {
    const open = cases.filter(({ closedAt }) => closedAt === null);
    expect(open.length).toBeGreaterThanOrEqual(140);
    expect(open.length).toBeLessThanOrEqual(220);
    const loads = Map.groupBy(open, (row) => leadOf(row)?.advisorId);
    for (const [advisor, led] of loads) if (advisor) expect(led.length, advisor).toBeLessThanOrEqual(24);
  });

  test('have a lead once they are assigned, of the association that routing named or the coordinators chose', () => {
    const leaderless: CaseStatus[] = ['RECEIVED', 'IN_TRIAGE', 'REFERRED', 'DECLINED', 'WITHDRAWN'];
    for (const row of cases) {
      if (!leaderless.includes(row.status)) expect(leadOf(row), row.number).toBeDefined();
      const kreis = row.kommunen[0]?.length === 5;
      if (kreis && row.status !== 'ANONYMISED' && leadOf(row)) expect(leadOf(row)?.association).toBe('LANDKREISTAG');
    }
    const stuttgart = cases.filter(({ kommunen: [seat], reach }) => seat === '08111000' && reach !== 'LAND');
    expect(new Set(stuttgart.map((row) => leadOf(row)?.association ?? 'STAEDTETAG'))).toEqual(new Set(['STAEDTETAG']));
  });

  test('are led by an advisor as soon as somebody has begun to advise', () => {
    for (const row of cases) {
      if (row.transitions.some(({ toStatus }) => toStatus === 'IN_CONSULTATION')) {
        expect(leadOf(row)?.advisorId, row.number).toEqual(expect.any(String));
      }
    }
  });

  test('are closed with result, time spent, phase and a first answer', () => {
    for (const { number, status, result, minutes, phase, firstAnsweredAt, closedAt, dueAt } of cases) {
      if (status === 'CLOSED') expect([result, minutes, phase, firstAnsweredAt, closedAt], number).not.toContain(null);
      if (closedAt !== null) expect(dueAt, number).toBeNull();
    }
  });

  test('hold neither person nor free text where they are anonymous, and no small Kommune', () => {
    const small = new Set(
      kommunen.filter(({ kind, population }) => kind !== 'LANDKREIS' && population < 2_000).map(({ ags }) => ags),
    );
    const anonymous = cases.filter(({ status }) => status === 'ANONYMISED');
    for (const row of anonymous) {
      expect(row).toMatchObject({ inquiry: null, result: null, reasons: [], title: 'Anonymisierter Fall' });
      expect(row.kommunen.filter((ags) => small.has(ags))).toEqual([]);
      expect(new Set(row.timeline.map(({ text }) => text))).toEqual(
        new Set(['Der Text wurde gelöscht.', 'Der Fall wurde anonymisiert.']),
      );
      expect(row.transitions.filter(({ reason }) => reason !== null)).toHaveLength(1);
    }
  });

  test('point to an earlier case where they repeat one', () => {
    const seen = new Set<string>();
    for (const { id, status, duplicateOf } of cases) {
      if (status === 'DUPLICATE') expect(seen.has(duplicateOf ?? '')).toBe(true);
      seen.add(id);
    }
  });

  test('come from Kommunen all over the Land, the large ones more often', () => {
    const seats = Map.groupBy(cases, ({ kommunen: [seat] }) => seat);
    expect(seats.size).toBeGreaterThan(600);
    expect(seats.get('08111000')?.length).toBeGreaterThan(10);
    expect(cases.filter((row) => row.kommunen.length > 1).length).toBeGreaterThan(100);
  });
});

describe('in the seeded database', () => {
  test('all of them lie as they were made, each marked as sample', async () => {
    expect(await rows('select source, count(*)::int as count from consultation_case group by source')).toEqual([
      { source: 'SAMPLE', count: 2_000 },
    ]);
    const saved = await rows<{ id: string; status: string; open: boolean; received_at: Date }>(
      'select id, status, open, received_at from consultation_case order by number',
    );
    expect(saved).toEqual(
      cases.map(({ id, status, receivedAt, closedAt }) => ({
        id,
        status,
        open: closedAt === null,
        received_at: receivedAt,
      })),
    );
    const sum = (count: (row: SampleCase) => number) => cases.reduce((total, row) => total + count(row), 0);
    const [counts] = await rows(
      `select (select count(*)::int from participation) as participations, (select count(*)::int from transition) as transitions,
         (select count(*)::int from timeline_entry where kind <> 'FUNDING') as entries, (select count(*)::int from inquirer) as inquirers`,
    );
    expect(counts).toEqual({
      participations: sum((row) => row.participations.length),
      transitions: sum((row) => row.transitions.length),
      entries: sum((row) => row.timeline.length),
      inquirers: sum((row) => (row.inquiry === null ? 0 : 1)),
    });
  });

  test('the next real number comes after the last sample of the year', async () => {
    const [last] = cases.slice(-1);
    expect(await rows('select last from case_counter where year = 2026')).toEqual([
      { last: Number(last?.number.slice(5)) },
    ]);
  });
});

describe('more cases, to measure with', () => {
  test('leave as many open as 2,000 do', () => {
    const open = make(6_000).filter(({ closedAt }) => closedAt === null);
    expect(open.length).toBeGreaterThan(100);
    expect(open.length).toBeLessThan(300);
  });
});

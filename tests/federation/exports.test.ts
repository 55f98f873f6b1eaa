import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '@gkz-qe/infra/env.ts';
import { expect, test } from 'vitest';
import { type Asker, coordinator, createAuthorizations, readOperation } from '../support/graph-client.ts';
import { useSharedSystem } from '../support/use-system.ts';

const { graph, ports, dataDir } = await useSharedSystem();
const authorizationOf = createAuthorizations(dataDir);

async function read(path: string, asker: Asker = 'public'): Promise<{ status: number; text: string; lines: string[] }> {
  const headers = asker === 'public' ? {} : { authorization: await authorizationOf(asker) };
  const response = await fetch(`http://127.0.0.1:${ports.gateway}/export/${path}`, { headers });
  const text = await response.text();
  return {
    status: response.status,
    text,
    lines: text
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('#')),
  };
}

const admin = { role: 'association_admin', association: 'gemeindetag' } as const;

test('everybody gets the register: 1,101 Gemeinden and 35 Landkreise, with its day and its source', async () => {
  const { status, text, lines } = await read('kommunen?format=csv-plain');
  expect(status).toBe(200);
  expect(lines).toHaveLength(1 + 1_136);
  expect(text).toContain('# Stand: 2025-11-30');
});

test('an admin gets the own association’s members with contacts, and no other’s', async () => {
  const own = await read('gemeindetag-members?format=csv-plain', admin);
  expect(own.lines).toHaveLength(1 + 1_065);
  expect(own.text).toMatch(/,hauptamt-\d{8}@/);
  expect((await read('staedtetag-members', admin)).status).toBe(403);
});

test('a team lead gets headers of the cases in which the own association takes part', async () => {
  const { lines } = await read('cases?format=csv-plain', { role: 'team_lead', association: 'landkreistag' });
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines.slice(1)) expect(line).toContain('LANDKREISTAG');
});

test('analysts get protected cubes with the legend, a column for each dimension, and hidden cells as such', async () => {
  const { text, lines } = await read('figures?format=csv-plain&dimensions=REGION,TOPIC', { role: 'analyst' });
  expect(text).toMatch(/# Hinweis: .*gesperrt/);
  expect(lines[0]).toMatch(/^dimension1,code1,label1,dimension2,code2,label2,period,/);
  expect(lines.some((line) => line.startsWith('REGION,0811,Region Stuttgart,TOPIC,'))).toBe(true);
  expect(lines.some((line) => /,true,[^,]*,,,,,,,,,,$/.test(line))).toBe(true);
});

test('analysts see who belongs to no, one or two associations, with inhabitants: nothing of cases is in it', async () => {
  const { lines } = await read('membership-coverage?format=csv-plain', { role: 'analyst' });
  const active = lines.slice(1).map((line) => line.split(',').filter((cell) => cell === 'ACTIVE').length);
  expect(active).toHaveLength(1_136);
  expect(active.reduce((sum, count) => sum + count, 0)).toBe(201 + 1_065 + 35);
  expect(active.filter((count) => count === 0)).toHaveLength(0);
});

test('analysts see topics and areas of advisors beside the Regionen, so that white spots show', async () => {
  const { data, errors } = await graph(readOperation('white-spots'), {}, { role: 'analyst' });
  expect(errors).toEqual([]);
  expect(data.regionen).toHaveLength(12);
  for (const { advisors } of data.associations) {
    expect(advisors.length).toBeGreaterThan(0);
    for (const { areas } of advisors) expect(areas[0]).toMatch(/^08/);
  }
});

test('coordinators see the open cases of each advisor beside the capacity, analysts do not', async () => {
  const { data, errors } = await graph(readOperation('export-advisor-load'), {}, coordinator);
  expect(errors).toEqual([]);
  for (const { rows } of data.associations) {
    for (const one of rows)
      expect(one).toMatchObject({ openCaseCount: expect.any(Number), capacity: expect.any(Number) });
  }
  const { errors: refused } = await graph(readOperation('export-advisor-load'), {}, { role: 'analyst' });
  expect(new Set(refused.map(({ extensions }) => extensions.code))).toEqual(new Set(['UNAUTHORIZED_FIELD_OR_TYPE']));
});

test('coordinators get the load of all advisors as one table, a row for each', async () => {
  const { lines } = await read('advisor-load?format=csv-plain', coordinator);
  expect(lines[0]).toBe('association,advisorId,name,available,openCaseCount,capacity');
  const associations = new Set(lines.slice(1).map((line) => line.split(',')[0]));
  expect(associations).toEqual(new Set(['STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG']));
  expect(lines.length).toBeGreaterThan(20);
});

test('coordinators get the Kommunen that were never reached, with what they are and where', async () => {
  const { lines } = await read('unreached-kommunen?format=csv-plain', coordinator);
  const { data } = await graph('{ unreachedKommunen { totalCount } }', {}, coordinator);
  expect(lines[0]).toBe(
    'ags,name,population,sizeClass,region,kind,landkreisAgs,landkreis,staedtetag,gemeindetag,landkreistag',
  );
  expect(lines).toHaveLength(1 + data.unreachedKommunen.totalCount);
  const own = await read(
    `unreached-kommunen?format=csv-plain&filter=${encodeURIComponent('{"memberOf":["STAEDTETAG"]}')}`,
    coordinator,
  );
  expect(own.lines.length).toBeLessThan(lines.length);
});

test('coordinators get cases for 10,000 inhabitants, and working hours to the first answer', async () => {
  const density = await read('case-density?format=csv-plain&by=REGIERUNGSBEZIRK', coordinator);
  expect(density.lines).toHaveLength(1 + 4);
  expect(density.lines[1]).toMatch(/^081,[^,]*Stuttgart,\d+,\d{7},\d+,\d+\.\d/);
  const times = await read('first-answer-times?format=csv-plain&per=YEAR&receivedFrom=2024-01-01', coordinator);
  expect(times.lines[1]).toMatch(/^STAEDTETAG,2024,Jahr 2024,2024-01-01,2024-12-31,\d+,\d+,[\d.]+,[\d.]+$/);
});

test('analysts get as files what is public, and protected figures: all other exports are refused', async () => {
  const files = readdirSync(join(projectFolder, 'schema/operations'));
  const names = files.flatMap((file) => /^export-(.+)\.graphql$/.exec(file)?.[1] ?? []);
  const answers: [string, number][] = [];
  // One after the other: an export is one of two at a time.
  for (const name of names) answers.push([name, (await read(name, { role: 'analyst' })).status]);
  const allowed = ['figures', 'kommunen', 'membership-coverage'];
  expect(Object.fromEntries(answers)).toEqual(
    Object.fromEntries(names.map((name) => [name, allowed.includes(name) ? 200 : 403])),
  );
});

test.each([
  ['case-density', { role: 'team_lead', association: 'gemeindetag' }, 403],
  ['cases', { role: 'analyst' }, 403],
  ['cases', { role: 'advisor', association: 'gemeindetag' }, 403],
  ['cases', 'public', 401],
  ['figures', { role: 'advisor', association: 'gemeindetag' }, 403],
  ['figures', 'public', 401],
  ['figures?dimensions=TOPIC,PHASE,CHANNEL', coordinator, 400],
  ['gemeindetag-members', 'public', 401],
  ['gemeindetag-members', { role: 'analyst' }, 403],
] satisfies [string, Asker, number][])(
  '%s is refused to whom the graph refuses it, and to roles without files: %j',
  async (path, asker, status) => {
    expect((await read(path, asker)).status).toBe(status);
  },
);

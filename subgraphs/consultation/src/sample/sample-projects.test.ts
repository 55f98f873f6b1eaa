import { select } from '@gkz-qe/kit/database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedSampleProjects } from '../../seeds/sample-projects.seed.ts';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';
import { saveSampleCases } from './sample-cases.repository.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
  await graph.orm.em.fork().transactional((em) => saveSampleCases(em, 400));
  await graph.orm.em.fork().transactional(seedSampleProjects);
});
afterAll(() => graph[Symbol.asyncDispose]());

const count = async (text: string): Promise<number> => {
  const [row] = await select<{ count: number }>(
    graph.orm.em.fork(),
    'test.count',
    `select count(*)::int as count from ${text}`,
  );
  return row?.count ?? -1;
};
const linked = 'project join case_project l on l.project_id = project.id join consultation_case c on c.id = l.case_id';

describe('sample projects', () => {
  test('are there for Kommunen that conceive or carry out, some since the Quartierswettbewerb 2017', async () => {
    expect(await count('project')).toBeGreaterThan(50);
    expect(
      await count(`project where origin = 'QUARTIERSWETTBEWERB_2017' and started_on < '2018-01-01'`),
    ).toBeGreaterThan(5);
    expect(await count(`project where phase in ('ORIENTATION', 'INVENTORY', 'PARTICIPATION')`)).toBe(0);
    expect(await count(`project where state = 'FINISHED' and published`)).toBeGreaterThan(5);
    expect(await count('(select project_id from case_project group by 1 having count(*) > 1) many')).toBeGreaterThan(0);
  });

  test('keep the rules: the Kommune of their cases, the phase of their open ones, and nothing of anonymous ones', async () => {
    expect(await count(`${linked} where c.status = 'ANONYMISED'`)).toBe(0);
    expect(await count(`${linked} where c.open and c.phase <> project.phase`)).toBe(0);
    const kommuneOfCase = '(select ags from case_kommune k where k.case_id = c.id and k.position = 1)';
    expect(await count(`${linked} where project.kommune <> ${kommuneOfCase}`)).toBe(0);
    expect(
      await count(`project where phase <> (select h.phase from phase_entry h where h.project_id = project.id
      order by h.at desc, h.id desc limit 1)`),
    ).toBe(0);
    expect(
      await count(`project where not exists (select from revision where key = project.id::text and version = 1)`),
    ).toBe(0);
  });

  test('are the same in every run, and made once', async () => {
    expect(await graph.orm.em.fork().transactional(seedSampleProjects)).toBe(false);
    const again = await openTestGraph();
    await again.orm.em.fork().transactional((em) => saveSampleCases(em, 400));
    await again.orm.em.fork().transactional(seedSampleProjects);
    const digest = `select md5(string_agg(to_jsonb(p)::text || (select string_agg(to_jsonb(m)::text, '' order by m.id)
      from milestone m where m.project_id = p.id), '' order by p.id)) as digest from project p`;
    expect(await select(again.orm.em.fork(), 'test.digest', digest)).toEqual(
      await select(graph.orm.em.fork(), 'test.digest', digest),
    );
    await again[Symbol.asyncDispose]();
  });
});

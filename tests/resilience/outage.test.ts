import { type AssociationName, associationNames, type PartName } from '@gkz-qe/infra/parts.ts';
import { describe, expect, test } from 'vitest';
import { cutOff, endConnections } from '../support/database-cut.ts';
import { type Answer, coordinator, readOperation } from '../support/graph-client.ts';
import { inquiryInput, submitOperation } from '../support/inquiry.ts';
import { until } from '../support/until.ts';
import { useOwnSystem } from '../support/use-system.ts';

const system = await useOwnSystem();
const { graph, ports } = system;

const address = /127\.0\.0\.1|localhost|::1|ECONN|postgres|[\w\]]:\d{4,5}\b/;

/** Villingen-Schwenningen: a Gemeinde in two associations and in a Landkreis, so that its case page asks everybody. */
const caseId = await createCaseAbout('08326074');
const whole = await readCasePage();

async function createCaseAbout(ags: string): Promise<string> {
  await graph(submitOperation, { input: inquiryInput({ place: { ags } }) });
  const { data } = await graph(
    'query ($ags: ID!) { cases(first: 1, filter: { kommune: [$ags] }) { nodes { id } } }',
    { ags },
    coordinator,
  );
  return data.cases.nodes[0].id;
}

function readCasePage(): Promise<Answer> {
  return graph(readOperation('case-page'), { id: caseId }, coordinator);
}

interface Readiness {
  readonly status: string;
  readonly subgraphs: Readonly<Record<string, string>>;
}

async function readReadiness() {
  const response = await fetch(`http://127.0.0.1:${ports.gateway}/health/ready`);
  return { status: response.status, body: (await response.json()) as Readiness };
}

// An answer counts for a quarter of a second, however often one asks.
const untilReady = () => until(readReadiness, ({ status }) => status === 200);
const untilUnready = () => until(readReadiness, ({ status }) => status === 503);

/** Kills a process for the time of a block; after it everything is ready again. */
async function down(name: PartName): Promise<AsyncDisposable> {
  const killed = await system.kill(name);
  return {
    async [Symbol.asyncDispose]() {
      await killed[Symbol.asyncDispose]();
      await untilReady();
    },
  };
}

async function expectWholePage(): Promise<void> {
  const { data, errors } = await readCasePage();
  expect(errors).toEqual([]);
  expect(data).toEqual(whole.data);
}

/** The page as it is without what one association says. */
function pageWithout(name: AssociationName) {
  const page = structuredClone(whole.data);
  const [concern] = page.case.concerns;
  if (name === 'landkreistag') concern.landkreis.landkreistagMember = null;
  else concern[`${name}Member`] = null;
  for (const part of page.case.participations) {
    if (part.association?.code !== name.toUpperCase()) continue;
    part.association = null;
    part.advisor = null;
  }
  return page;
}

test('the case page is whole while everything runs', () => {
  expect(whole.errors).toEqual([]);
  expect(whole.data.case.concerns[0]).toMatchObject({
    staedtetagMember: { status: 'ACTIVE' },
    gemeindetagMember: { status: 'ACTIVE' },
    landkreis: { landkreistagMember: { advisors: expect.any(Array) } },
  });
});

describe.each(associationNames)('while the process of %s is killed', (name) => {
  test('the case page lacks its fields only, readiness names it, and all is back when it is', async () => {
    {
      await using _down = await down(name);
      const { status, data, errors, text } = await readCasePage();
      expect(status).toBe(200);
      expect(data).toEqual(pageWithout(name));
      expect(errors.length).toBeGreaterThan(0);
      for (const { extensions } of errors) {
        expect(extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', service: name });
      }
      expect(text).not.toMatch(address);

      const up = { staedtetag: 'up', gemeindetag: 'up', landkreistag: 'up', consultation: 'up' };
      const { body } = await untilUnready();
      expect(body).toMatchObject({ status: 'unavailable', subgraphs: { ...up, [name]: 'down' } });
    }
    await expectWholePage();
  });
});

test('while an association is killed everything that it does not own still answers', async () => {
  await using _down = await down('gemeindetag');

  const found = await graph(readOperation('find-place'));
  expect(found.data.kommunen.nodes[0]).toMatchObject({ name: 'St. Leon-Rot', gemeindetagMember: null });
  expect(new Set(found.errors.map(({ extensions }) => extensions.service))).toEqual(new Set(['gemeindetag']));

  const others = await graph(
    '{ topics { code } staedtetag { name } landkreistag { members(first: 1) { totalCount } } }',
  );
  expect(others.errors).toEqual([]);
  expect(others.data).toMatchObject({ topics: { length: 7 }, landkreistag: { members: { totalCount: 35 } } });

  // Routing needs the memberships of the association that is down: it has a copy.
  const submitted = await graph(submitOperation, { input: inquiryInput({ place: { ags: '08336010' } }) });
  expect(submitted.errors).toEqual([]);
  expect(submitted.data.submitInquiry.case).toMatchObject({ status: 'ASSIGNED', lead: 'GEMEINDETAG' });

  const associations = await graph('{ associations { code name } }');
  expect(associations.data.associations).toEqual([
    { code: 'STAEDTETAG', name: 'Städtetag Baden-Württemberg' },
    null,
    { code: 'LANDKREISTAG', name: 'Landkreistag Baden-Württemberg' },
  ]);
});

test('while consultation is killed the associations answer for themselves, and nothing is half submitted', async () => {
  const input = inquiryInput({ place: { ags: '08118012' } });
  {
    await using _down = await down('consultation');
    const answered = await graph('{ gemeindetag { members(first: 2) { totalCount nodes { ags kommune { name } } } } }');
    expect(answered.data.gemeindetag.members).toMatchObject({ totalCount: 1_065, nodes: { length: 2 } });
    expect(answered.errors[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', service: 'consultation' });

    const refused = await graph(submitOperation, { input });
    expect(refused.data).toBeNull();
    expect(refused.errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'consultation' } }]);
    expect(answered.text + refused.text).not.toMatch(address);
  }
  const again = await graph(submitOperation, { input });
  expect(again.data.submitInquiry).toMatchObject({ __typename: 'InquirySubmitted', case: { status: 'ASSIGNED' } });
  await expectWholePage();
});

test('connections to a database that are ended are made anew, and no process ends', async () => {
  await Promise.all(Object.values(system.databases).map(endConnections));

  const page = await until(readCasePage, ({ errors }) => errors.length === 0);
  expect(page.data).toEqual(whole.data);
  expect((await untilReady()).body.status).toBe('ok');
});

describe.each(['gemeindetag', 'staedtetag'] as const)('while the database of %s lets nobody in', (name) => {
  test('the case page lacks its fields only, readiness names it, and all is back when it is', async () => {
    {
      await using _cut = await cutOff(system.databases[name]);
      const { status, data, errors, text } = await readCasePage();
      expect(status).toBe(200);
      // What an association knows without its database may still be there.
      expect(data.case.concerns).toEqual(pageWithout(name).case.concerns);
      expect(errors.length).toBeGreaterThan(0);
      for (const { extensions } of errors) expect(extensions).toEqual({ code: 'UNAVAILABLE', service: name });
      expect(text).not.toMatch(address);
      expect((await untilUnready()).body.subgraphs[name]).toBe('down');
    }
    await untilReady();
    await expectWholePage();
  });
});

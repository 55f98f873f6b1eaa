import { associationNames, subgraphNames } from '@gkz-qe/infra/parts.ts';
import { describe, expect, test } from 'vitest';
import { coordinator, readOperation } from '../support/graph-client.ts';
import { inquiryInput, submitOperation } from '../support/inquiry.ts';
import { type Sent, statementsOf } from '../support/statements.ts';
import { useOwnSystem } from '../support/use-system.ts';

// Of its own, so that nobody else's statements are counted.
const system = await useOwnSystem();
const { graph } = system;

/** The known operation for pages of another size; the answer must be whole. */
async function sweep(first: number): Promise<Sent> {
  const operation = readOperation('sweep').replace('first: 1500', `first: ${first}`);
  expect(operation).toContain(`first: ${first}`);
  return statementsOf(system, async () => expect((await graph(operation, {}, coordinator)).errors).toEqual([]));
}

async function casePage(id: string): Promise<Sent> {
  const operation = readOperation('case-page');
  return statementsOf(system, async () => expect((await graph(operation, { id }, coordinator)).errors).toEqual([]));
}

/** A case about Villingen-Schwenningen and further Gemeinden of its Landkreis, so that the same associations take part. */
async function createCase(further: readonly string[]): Promise<string> {
  const input = inquiryInput({ place: { ags: '08326074' }, furtherPlaces: further, reach: 'SEVERAL' });
  const { data, errors } = await graph(submitOperation, { input });
  expect(errors).toEqual([]);
  const { number } = data.submitInquiry.case;
  const listed = await graph(
    '{ cases(first: 20, filter: { kommune: ["08326074"] }) { nodes { id number } } }',
    {},
    coordinator,
  );
  return listed.data.cases.nodes.find((node: { number: string }) => node.number === number).id;
}

describe('a sweep', async () => {
  // The first one fills what is remembered for all.
  await sweep(10);
  const small = await sweep(10);
  const large = await sweep(1_500);

  test.each(associationNames)('over 1,301 members asks %s nothing that one over 30 does not ask', (name) => {
    // A page that does not hold all is counted besides.
    expect(small[name].filter((text) => !text.includes('count('))).toEqual(large[name]);
  });

  test.each(associationNames)('sends two statements to %s: the page and the advisors of all its members', (name) => {
    expect(large[name].map((text) => /\bfrom\s+\(?(?:select .* from )?([a-z_]+)/s.exec(text)?.[1])).toEqual([
      'member',
      'advisor',
    ]);
  });

  test('over 1,301 members asks consultation the same as one over 30, and nothing more often than associations answer', () => {
    expect(new Set(large.consultation)).toEqual(new Set(small.consultation));
    // The gateway asks for all that it knows at a moment at once: in one call or in up to three, as the associations answer.
    for (const sent of [small, large]) {
      for (const times of countsOf(sent.consultation)) expect(times).toBeLessThanOrEqual(3);
    }
    expect(large.consultation.filter((text) => text.includes('from participation'))).toHaveLength(1);
  });
});

describe('a case page', async () => {
  const alone = await createCase(['08326003']);
  const joint = await createCase(['08326003', '08326005', '08326006', '08326010', '08326012', '08326017', '08326020']);
  await casePage(alone);
  const small = await casePage(alone);
  const large = await casePage(joint);

  test.each(subgraphNames)('of eight Kommunen sends just the statements to %s that one of two sends', (name) => {
    expect(large[name]).toEqual(small[name]);
  });

  test.each(subgraphNames)('sends no statement twice to %s', (name) => {
    expect(large[name]).toEqual([...new Set(large[name])]);
  });
});

/** How often each statement was sent. */
function countsOf(statements: readonly string[]): readonly number[] {
  return [...Map.groupBy(statements, (text) => text).values()].map(({ length }) => length);
}

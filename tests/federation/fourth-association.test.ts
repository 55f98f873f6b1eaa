import { createTestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { subgraphNames } from '@gkz-qe/schema/subgraph-names.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CopiedSystem, runScript, startCopy } from '../support/fourth-association/copied-system.ts';
import { copyProject } from '../support/fourth-association/project-copy.ts';
import { addAssociation } from '../support/fourth-association/recipe.ts';

const words = {
  name: 'regionenverband',
  type: 'Regionenverband',
  code: 'REGIONENVERBAND',
  german: 'Regionenverband',
} as const;

/** By the sample data a member of the Städtetag, so of the copy of the Städtetag too, and of the Gemeindetag. */
const schopfheim = '08336081';

const stack = new AsyncDisposableStack();
let system: CopiedSystem;

beforeAll(async () => {
  const { folder } = stack.use(copyProject());
  addAssociation(folder, words);
  await runScript(folder, 'schema/src/compose.ts');
  const kinds = [...subgraphNames.map((name) => [name, `${name}+seeds`]), [words.name, 'empty']] as const;
  const made = await Promise.all(
    kinds.map(async ([name = '', kind = '']) => [name, stack.use(await createTestDatabase(kind))] as const),
  );
  system = stack.use(await startCopy(folder, Object.fromEntries(made)));
}, 300_000);
afterAll(() => stack.disposeAsync(), 120_000);

test('a fourth association that joined by the recipe stands among the others, with its members and advisors', async () => {
  const { data, errors } = await system.ask(`{
    associations { __typename code name members(first: 1) { totalCount nodes { kommune { name } } } advisors { name } }
    regionenverbandMember(ags: "${schopfheim}") { status kommune { name population } } }`);

  expect(errors).toBeUndefined();
  expect(data.associations).toHaveLength(4);
  expect(data.associations[3]).toMatchObject({
    __typename: words.type,
    code: words.code,
    members: { totalCount: 201 },
  });
  expect(data.associations[3].advisors.length).toBeGreaterThan(0);
  expect(data.regionenverbandMember).toEqual({ status: 'ACTIVE', kommune: { name: 'Schopfheim', population: 20_332 } });
});

test('inquiries are routed to it: by its own rule, by a wish, and else as they always were', async () => {
  const place = `place: { ags: "${schopfheim}" }, inquirerKind: KOMMUNE`;
  const { data, errors } = await system.ask(`{
    byRule: routing(input: { ${place}, reach: SEVERAL }) { lead advisor { __typename name association { name } } }
    byWish: routing(input: { ${place}, wish: REGIONENVERBAND }) { lead participations { association role } }
    asEver: routing(input: { ${place} }) { lead participations { association role } reasons } }`);

  expect(errors).toBeUndefined();
  expect(data.byRule).toMatchObject({ lead: words.code, advisor: { __typename: 'RegionenverbandAdvisor' } });
  expect(data.byWish.lead).toBe(words.code);
  expect(data.asEver.lead).toBe('GEMEINDETAG');
  expect(data.asEver.participations).toContainEqual({ association: words.code, role: 'INFORMED' });
  expect(data.asEver.reasons.join(' ')).toContain('im Städtetag, im Gemeindetag und im Regionenverband');
});

test('an inquiry that is submitted becomes a case that it leads', async () => {
  const submitted = await system.ask(`mutation { submitInquiry(input: { idempotencyKey: "fourth-association",
    place: { ags: "${schopfheim}" }, reach: SEVERAL, concern: "Wir planen gemeinsam ein Quartier.",
    inquirer: { kind: KOMMUNE, name: "Pia Probe", email: "pia@probe.example" } }) {
      __typename ... on InquirySubmitted { link case { status } } } }`);
  expect(submitted.data?.submitInquiry).toMatchObject({ __typename: 'InquirySubmitted', case: { status: 'ASSIGNED' } });

  const { data } = await system.ask(
    `{ myInquiry(link: "${submitted.data.submitInquiry.link}") { lead { code name } advisor { name } } }`,
  );

  expect(data.myInquiry.lead).toEqual({ code: words.code, name: expect.stringContaining(words.german) });
  expect(data.myInquiry.advisor.name).toBeTruthy();
});

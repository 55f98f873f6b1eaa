import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { coordinator } from '../support/graph-client.ts';
import { inquiryInput, submitOperation } from '../support/inquiry.ts';
import { useSharedSystem } from '../support/use-system.ts';

const { graph } = await useSharedSystem();

/** A Gemeinde of its own for each test, so that other tests' cases do not count. */
const countOperation = 'query ($ags: ID!) { cases(filter: { kommune: [$ags] }) { totalCount } }';

async function countCasesOf(ags: string): Promise<number> {
  const { data, errors } = await graph(countOperation, { ags }, coordinator);
  expect(errors).toEqual([]);
  return data.cases.totalCount;
}

test('an inquiry that is submitted twice with one key is one case, and both links open it', async () => {
  const ags = '08118003';
  const before = await countCasesOf(ags);
  const input = inquiryInput({ place: { ags } });

  const first = await graph(submitOperation, { input });
  const second = await graph(submitOperation, { input });

  expect(first.errors).toEqual([]);
  expect(second.errors).toEqual([]);
  expect(second.data.submitInquiry.case).toEqual(first.data.submitInquiry.case);
  expect(await countCasesOf(ags)).toBe(before + 1);
  for (const { link } of [first.data.submitInquiry, second.data.submitInquiry]) {
    const mine = await graph('query ($link: String!) { myInquiry(link: $link) { number concern } }', { link });
    expect(mine.data.myInquiry).toEqual({ number: first.data.submitInquiry.case.number, concern: input.concern });
  }
});

test('ten submissions at once with one key are one case', async () => {
  const ags = '08118007';
  const before = await countCasesOf(ags);
  const input = inquiryInput({ place: { ags } });

  const answers = await Promise.all(Array.from({ length: 10 }, () => graph(submitOperation, { input })));

  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  const numbers = answers.map(({ data }) => data.submitInquiry.case.number);
  expect(new Set(numbers).size).toBe(1);
  expect(await countCasesOf(ags)).toBe(before + 1);
});

test('ten submissions at once with keys of their own are ten cases with ten numbers', async () => {
  const ags = '08118010';
  const before = await countCasesOf(ags);

  const answers = await Promise.all(
    Array.from({ length: 10 }, () => graph(submitOperation, { input: inquiryInput({ place: { ags } }) })),
  );

  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  expect(new Set(answers.map(({ data }) => data.submitInquiry.case.number)).size).toBe(10);
  expect(await countCasesOf(ags)).toBe(before + 10);
});

test('another inquiry under a known key is refused with a code, and the first one stays as it is', async () => {
  const ags = '08118011';
  const idempotencyKey = randomUUID();
  await graph(submitOperation, { input: inquiryInput({ idempotencyKey, place: { ags } }) });
  const before = await countCasesOf(ags);

  const other = inquiryInput({ idempotencyKey, place: { ags }, concern: 'Nun geht es um etwas ganz anderes.' });
  const { status, data, errors } = await graph(submitOperation, { input: other });

  expect(status).toBe(200);
  expect(data).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: 'IDEMPOTENCY_KEY_REUSED', argument: 'input.idempotencyKey' } }]);
  expect(await countCasesOf(ags)).toBe(before);
});

test('a place that is unclear uses no key up: the same inquiry with its choice becomes a case', async () => {
  const idempotencyKey = randomUUID();
  const unclear = await graph(submitOperation, { input: inquiryInput({ idempotencyKey, place: { name: 'Altdorf' } }) });
  expect(unclear.data.submitInquiry.__typename).toBe('AmbiguousPlace');

  const [choice] = unclear.data.submitInquiry.choices;
  const clear = await graph(submitOperation, { input: inquiryInput({ idempotencyKey, place: { ags: choice.ags } }) });

  expect(clear.data.submitInquiry.__typename).toBe('InquirySubmitted');
});

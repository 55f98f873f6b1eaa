import { type AddValue, contentVisible } from '../case/case-sight.ts';
import type { Statement } from '../case/case-statement.ts';
import type { CaseSight } from '../policy.ts';

/** What similar cases are asked for: by the text of a query for `tsvector`, and by fields of action. */
export interface SimilarQuery {
  /** The case itself is not similar to itself. */
  readonly except: string | null;
  /** Text of a `tsquery`; null where no words count. */
  readonly words: string | null;
  /** Codes, of which a case must have one at least; null where none counts. */
  readonly topics: readonly string[] | null;
  readonly limit: number;
}

/** So many cases are compared at most: the newest of those that fit. Bounds what a common word costs. */
const candidates = 1_000;

function createValues() {
  const values: unknown[] = [];
  return { values, add: (value: unknown) => `$${values.push(value)}` };
}

/** The words and fields of action of a case, as long as the viewer may read its content. */
export function createSeedStatement(sight: CaseSight, id: string): Statement {
  const { values, add } = createValues();
  const text = `select
      (select string_agg(quote_literal(word.lexeme), ' | ') from unnest(c.words) word where word.weights && '{B}') as words,
      array(select topic from case_topic t where t.case_id = c.id) as topics
    from consultation_case c where c.id = ${add(id)}::uuid and ${contentVisible(sight, add)}`;
  return { text, values };
}

/** What people write, as a query; null where no word of it counts. */
export const readWords = `select nullif(websearch_to_tsquery('german', $1)::text, '') as words`;

/**
 * The most similar cases. Only cases whose content the viewer may read are compared at all, and what a case counts follows from its
 * own words alone: nothing in the answer, its order or its length depends on a case that the viewer may not read.
 */
export function createSimilarStatement(sight: CaseSight, query: SimilarQuery): Statement {
  const { values, add } = createValues();
  const words = query.words === null ? null : `${add(query.words)}::tsquery`;
  const topics = query.topics === null ? null : `${add(query.topics)}::text[]`;
  const text = `
    with compared as (
      select c.id, c.received_at, c.words from consultation_case c
      where ${conditionsOf(sight, query, { words, topics }, add).join(' and ')}
      order by c.received_at desc, c.id desc limit ${candidates}
    ), counted as (
      select id, received_at, ${words ? `words @@ ${words}` : 'false'} as "sharesWords",
        ${words ? `ts_rank(words, ${words}, 1)` : '0'} as rank,
        ${topics ? `array(select topic from case_topic t where t.case_id = compared.id and t.topic = any(${topics}))` : `'{}'::text[]`} as topics
      from compared
    )
    select id, "sharesWords", topics from counted
    order by cardinality(topics) * 0.1 + rank desc, received_at desc, id desc limit ${add(query.limit)}`;
  return { text, values };
}

function conditionsOf(
  sight: CaseSight,
  { except }: SimilarQuery,
  { words, topics }: { words: string | null; topics: string | null },
  add: AddValue,
): readonly string[] {
  return [
    contentVisible(sight, add),
    `c.status <> 'ANONYMISED'`,
    ...(except === null ? [] : [`c.id <> ${add(except)}::uuid`]),
    ...(words ? [`c.words @@ ${words}`] : []),
    ...(topics ? [`exists (select from case_topic t where t.case_id = c.id and t.topic = any(${topics}))`] : []),
  ];
}

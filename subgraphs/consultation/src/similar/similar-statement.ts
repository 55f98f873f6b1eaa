import { contentVisible } from '../case/case-sight.ts';
import type { CaseSight } from '../policy.ts';
import { type AddValue, createValues, type Statement } from '../statement.ts';

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

/** What keeps a search short, however many cases there are. */
export interface SearchLimits {
  /** So many cases are compared at most: the newest of those that fit. */
  readonly compared: number;
  /** Words that so many cases have are rare: the index of words finds them quicker than a look through the newest cases. */
  readonly rare: number;
}

const standard: SearchLimits = { compared: 1_000, rare: 2_000 };

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
 * The most similar cases. Only cases whose content the viewer may read are compared, and what a case counts follows from its own
 * words alone: neither the order of the answer nor its length depends on a case that the viewer may not read.
 *
 * Where the words are rare the cases come from their index, else from the newest on; both ways lead to the same cases, so how many
 * others have the words shows at most in the time it takes.
 */
export function createSimilarStatement(sight: CaseSight, query: SimilarQuery, limits = standard): Statement {
  const { values, add } = createValues();
  const words = query.words === null ? null : `${add(query.words)}::tsquery`;
  const topics = query.topics === null ? null : `${add(query.topics)}::text[]`;
  const fits = fitConditions(query, topics, add);
  const sources = sourcesOf(sight, add);
  const branches = sources.flatMap((source) =>
    words === null
      ? [newest(source, fits, limits)]
      : [
          amongRare(source, fits, limits),
          newest(source, ['not (select few from frequency)', `coalesce(c.words @@ ${words}, false)`, ...fits], limits),
        ],
  );
  const text = `
    with ${words === null ? '' : `${matching(words, limits)}, `} known as (${branches.join(' union all ')}), compared as (
      select distinct on (known.received_at, known.id) known.id, known.received_at from known
      order by known.received_at desc, known.id desc limit ${limits.compared}
    ), counted as (
      select c.id, c.received_at, ${words ? `c.words @@ ${words}` : 'false'} as "sharesWords",
        ${words ? `ts_rank(c.words, ${words}, 1)` : '0'} as rank,
        ${topics ? `array(select topic from case_topic t where t.case_id = c.id and t.topic = any(${topics}))` : `'{}'::text[]`} as topics
      from compared join consultation_case c on c.id = compared.id where ${contentVisible(sight, add)}
    )
    select id, "sharesWords", topics from counted
    order by cardinality(topics) * 0.1 + rank desc, received_at desc, id desc limit ${add(query.limit)}`;
  return { text, values };
}

/** Where cases whose content the viewer may read are found, from the newest on. Who may is said by `case-sight.ts` alone. */
interface Source {
  readonly from: string;
  readonly conditions: readonly string[];
  readonly receivedAt: string;
  readonly id: string;
}

function sourcesOf(sight: CaseSight, add: AddValue): readonly Source[] {
  const { association, contentInTriage, contentOfAssociation, advisorId } = sight;
  const ofTriage: Source = {
    ...{ from: 'consultation_case c', receivedAt: 'c.received_at', id: 'c.id' },
    conditions: ['c.open', `c.status in ('RECEIVED', 'IN_TRIAGE')`],
  };
  const none: Source = { ...ofTriage, conditions: ['false'] };
  if (association === null || (!contentOfAssociation && advisorId === null)) return [contentInTriage ? ofTriage : none];
  const ofParticipants: Source = {
    from: 'participation m join consultation_case c on c.id = m.case_id',
    ...{ receivedAt: 'm.case_received_at', id: 'm.case_id' },
    conditions: [
      `m.until_at is null and m.role in ('LEAD', 'CO_ADVICE')`,
      contentOfAssociation ? `m.association = ${add(association)}::text` : `m.advisor_id = ${add(advisorId)}::uuid`,
    ],
  };
  return [ofParticipants, ...(contentInTriage ? [ofTriage] : [])];
}

// Inside of `coalesce` a condition is a mere filter: the planner then goes through the newest cases until it has enough, instead of
// joining all of them.
function fitConditions({ except }: SimilarQuery, topics: string | null, add: AddValue): readonly string[] {
  return [
    `c.status <> 'ANONYMISED'`,
    'not exists (select from case_restriction x where x.case_id = c.id)',
    ...(except === null ? [] : [`c.id <> ${add(except)}::uuid`]),
    ...(topics
      ? [`coalesce(exists (select from case_topic t where t.case_id = c.id and t.topic = any(${topics})), false)`]
      : []),
  ];
}

const matching = (words: string, { rare }: SearchLimits) => `
  matching as materialized (select id from consultation_case where words @@ ${words} limit ${rare + 1}),
  frequency as materialized (select count(*) <= ${rare} as few from matching)`;

function amongRare(source: Source, fits: readonly string[], { compared }: SearchLimits): string {
  const { from, conditions, receivedAt, id } = source;
  return `(select ${id} as id, ${receivedAt} as received_at from ${from} join matching on matching.id = c.id
    where (select few from frequency) and ${[...conditions, ...fits].join(' and ')}
    order by 2 desc, 1 desc limit ${compared})`;
}

function newest(source: Source, fits: readonly string[], { compared }: SearchLimits): string {
  const { from, conditions, receivedAt, id } = source;
  return `(select ${id} as id, ${receivedAt} as received_at from ${from}
    where ${[...conditions, ...fits].join(' and ')} order by ${receivedAt} desc, ${id} desc limit ${compared})`;
}

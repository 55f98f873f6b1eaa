import type { Page } from '@gkz-qe/kit/connection.ts';
import type { CaseOrder } from '../generated/resolvers.ts';
import type { CaseSight } from '../policy.ts';
import { type AddValue, createValues, type Statement } from '../statement.ts';
import type { CaseQuery } from './case.types.ts';
import { caseOrders, type SortColumns } from './case-order.ts';
import { contentVisible, headerVisible } from './case-sight.ts';
import { isOpen } from './case-state.ts';

/** Which cases a list is of. A list `perKommune` gives a page for each of several Kommunen. */
export interface CaseList {
  readonly sight: CaseSight;
  readonly query: CaseQuery;
  readonly perKommune: readonly string[] | null;
}

/** The columns of a `CaseRow`: those of the content come from `s`, which is empty where the viewer may not read it. */
const columns = `
  c.id, c.number, c.status, c.version, c.reach, c.source, c.received_at as "receivedAt", c.due_at as "dueAt",
  c.first_answered_at as "firstAnsweredAt", c.first_answer_due_at as "firstAnswerDueAt",
  c.first_answer_working_minutes as "firstAnswerWorkingMinutes", c.closed_at as "closedAt",
  array(select k.ags from case_kommune k where k.case_id = c.id order by k.position) as kommunen,
  s.content, s.title, s.concern, s.reasons, s.quartier, s.phase, s.channel, s.result, s.minutes, s.inquirer_kind as "inquirerKind",
  s.inform_kommune as "informKommune"`;

const withContent = (visible: string) => `left join lateral (
  select true as content, c.title, c.concern, c.reasons, c.quartier, c.phase, c.channel, c.result, c.minutes, c.inquirer_kind, c.inform_kommune
  where ${visible}) s on true`;

/** Cases by key. */
export function createKeyStatement(sight: CaseSight, ids: readonly string[]): Statement {
  return createNamedStatement(sight, (add) => `c.id = any(${add(ids)}::uuid[])`);
}

/** The case with a number. */
export function createNumberStatement(sight: CaseSight, number: string): Statement {
  return createNamedStatement(sight, (add) => `c.number = ${add(number)}`);
}

function createNamedStatement(sight: CaseSight, named: (add: AddValue) => string): Statement {
  const { values, add } = createValues();
  const text = `select ${columns} from consultation_case c ${withContent(contentVisible(sight, add))}
    where ${named(add)} and ${headerVisible(sight, add)}`;
  return { text, values };
}

/** The first rows of a list, one more than the page has; with the Kommune as `parent` where there is a page for each. */
export function createPageStatement(list: CaseList, orderName: CaseOrder, page: Page): Statement {
  const order = caseOrders[orderName];
  const { from, sort, conditions, values, add } = createSelection(list);
  const [first, second] = page.after ?? [];
  const place = page.after === null ? [] : [order.after(sort, add(first), add(second))];
  const rows = `select c.* from ${from} where ${[...conditions, ...place].join(' and ')}
    order by ${order.orderBy(sort)} limit ${add(page.limit + 1)}`;
  const outer = order.orderBy({ receivedAt: 'c.received_at', id: 'c.id' });
  const content = withContent(contentVisible(list.sight, add));
  const text = list.perKommune
    ? `select parent.ags as parent, ${columns} from unnest(${add(list.perKommune)}::text[]) parent (ags)
       cross join lateral (${rows}) c ${content} order by parent.ags, ${outer}`
    : `select ${columns} from (${rows}) c ${content} order by ${outer}`;
  return { text, values };
}

/** How many there are in all pages together; with the Kommune as `parent` where they are counted for each. */
export function createCountStatement(list: CaseList): Statement {
  const { from, conditions, values, add } = createSelection(list);
  const count = `select count(*)::int as count from ${from} where ${conditions.join(' and ')}`;
  const text = list.perKommune
    ? `select parent.ags as parent, c.count from unnest(${add(list.perKommune)}::text[]) parent (ags)
       cross join lateral (${count}) c`
    : count;
  return { text, values };
}

function createSelection({ sight, query, perKommune }: CaseList) {
  const { values, add } = createValues();
  // A content that may not be read must not be found by it either.
  const asksContent = query.topics !== null || query.phases !== null;
  const advisorId = query.advisorId ?? (asksContent ? onlyAdvisorOf(sight) : null);
  const source = perKommune ? ofKommune : advisorId === null ? all : ofAdvisor;
  const advisor = advisorId === null ? null : add(advisorId);
  const openOnly = query.statuses?.every(isOpen) ? [source.open] : [];
  const conditions = [
    ...source.conditions(advisor),
    ...openOnly,
    ...filterConditions(query, add),
    (asksContent ? contentVisible : headerVisible)(sight, add),
  ];
  return { from: source.from, sort: source.sort, conditions, values, add };
}

/** Whose cases are the only ones whose content is seen, if it is so: an index has them, and nobody else's need be looked at. */
function onlyAdvisorOf({ contentInTriage, contentOfAssociation, advisorId }: CaseSight): string | null {
  return contentInTriage || contentOfAssociation ? null : advisorId;
}

/** What the rows are read from, so that an index gives them in their order. */
interface Source {
  readonly from: string;
  readonly sort: SortColumns;
  readonly open: string;
  readonly conditions: (advisor: string | null) => readonly string[];
}

const inForce = (name: string) => `${name}.from_at is not null and ${name}.until_at is null`;
const advises = `m.until_at is null and m.role in ('LEAD', 'CO_ADVICE')`;

/** Who gives co-advice and is proposed as lead has two parts in one case, which a list shows once. */
const once = `(m.from_at is not null or not exists (select from participation o where o.case_id = m.case_id
  and o.advisor_id = m.advisor_id and o.role in ('LEAD', 'CO_ADVICE') and ${inForce('o')}))`;

const all: Source = {
  from: 'consultation_case c',
  sort: { receivedAt: 'c.received_at', id: 'c.id' },
  open: 'c.open',
  conditions: () => [],
};

const ofAdvisor: Source = {
  from: 'participation m join consultation_case c on c.id = m.case_id',
  sort: { receivedAt: 'm.case_received_at', id: 'm.case_id' },
  open: 'm.case_open',
  conditions: (advisor) => [`m.advisor_id = ${advisor}::uuid`, advises, once],
};

const ofKommune: Source = {
  from: 'case_kommune parent_case join consultation_case c on c.id = parent_case.case_id',
  sort: { receivedAt: 'parent_case.case_received_at', id: 'parent_case.case_id' },
  open: 'parent_case.case_open',
  conditions: (advisor) => [
    'parent_case.ags = parent.ags',
    ...(advisor === null
      ? []
      : [
          `exists (select from participation m where m.case_id = c.id and m.advisor_id = ${advisor}::uuid and ${advises})`,
        ]),
  ],
};

function filterConditions(query: CaseQuery, add: AddValue): readonly string[] {
  const { statuses, participation, kommunen, seats, topics, phases, receivedFrom, receivedBefore, overdue } = query;
  const where = (value: unknown, condition: (parameter: string) => string) =>
    value === null ? [] : [condition(add(value))];
  return [
    ...where(statuses, (list) => `c.status = any(${list}::text[])`),
    ...where(phases, (list) => `c.phase = any(${list}::text[])`),
    ...where(receivedFrom, (moment) => `c.received_at >= ${moment}::timestamptz`),
    ...where(receivedBefore, (moment) => `c.received_at < ${moment}::timestamptz`),
    ...where(kommunen, (list) => `c.id in (select k.case_id from case_kommune k where k.ags = any(${list}::text[]))`),
    ...where(
      seats,
      (list) => `c.id in (select k.case_id from case_kommune k where k.position = 1 and k.ags = any(${list}::text[]))`,
    ),
    ...where(query.answeredOverMinutes, (minutes) => `c.first_answer_working_minutes > ${minutes}::float8`),
    ...where(
      topics,
      (list) => `exists (select from case_topic t where t.case_id = c.id and t.topic = any(${list}::text[]))`,
    ),
    ...(participation === null
      ? []
      : [
          `exists (select from participation f where f.case_id = c.id and ${inForce('f')}
             and f.association = any(${add(participation.associations)}::text[])
             and f.role = any(${add(participation.roles)}::text[]))`,
        ]),
    ...(overdue ? ['c.due_at < now()'] : []),
  ];
}

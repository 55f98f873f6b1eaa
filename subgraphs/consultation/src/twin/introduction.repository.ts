import { createByKeyLoader, createListLoader } from '@gkz-qe/kit/by-key-loader.ts';
import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import { contentVisible } from '../case/case-sight.ts';
import type { CaseSight } from '../policy.ts';
import { projectReadable } from '../project/project-sight.ts';
import type { ContactRow, IntroductionRow } from './introduction.types.ts';

export type IntroductionRepository = ReturnType<typeof createIntroductionRepository>;

/**
 * Reads introductions as one viewer may know of them: who reads the case that asks, and who reads the project that is asked for,
 * once the Kommune that asks agrees. Of the answers each reads those of the own side alone.
 */
export function createIntroductionRepository(em: EntityManager, sight: CaseSight) {
  const find = (caller: string, column: string, keys: readonly string[]) => {
    const values: unknown[] = [keys];
    const add = (value: unknown) => `$${values.push(value)}`;
    const asking = contentVisible(sight, add);
    const asked = projectReadable(sight, add);
    const text = `${introductions(asking, asked)} where ${column} = any($1::uuid[]) and (s.asking or s.asked)
      order by i.requested_at desc, i.id desc`;
    return select<IntroductionRow>(em, caller, text, values);
  };
  const byId = createByKeyLoader({
    isKey: isUuid,
    keyOf: (row: IntroductionRow) => row.id,
    find: (ids) => find('introduction.byId', 'i.id', ids),
  });
  const ofCases = createListLoader({
    isKey: isUuid,
    keyOf: (row: IntroductionRow) => row.askingCaseId,
    find: (ids) => find('introduction.ofCases', 'i.asking_case_id', ids),
  });
  const ofProjects = createListLoader({
    isKey: isUuid,
    keyOf: (row: IntroductionRow) => row.projectId,
    find: async (ids) =>
      (await find('introduction.ofProjects', 'i.project_id', ids)).filter(({ answers }) =>
        answers.some(({ side }) => side === 'ASKED'),
      ),
  });
  const contacts = createListLoader({
    isKey: isUuid,
    keyOf: (row: ContactRow) => row.introductionId,
    find: (ids) => select<ContactRow>(em, 'introduction.contacts', contactsOfIntroductions, [ids]),
  });
  return {
    loadById: (id: string) => byId.load(id),
    /** The latest first. */
    loadOfCase: (caseId: string) => ofCases.load(caseId),
    loadOfProject: (projectId: string) => ofProjects.load(projectId),
    /** Of both sides, or of none as long as not both have agreed. */
    loadContacts: (id: string) => contacts.load(id),
  };
}

/** The last answers of both sides: `asking` and `asked`, without a row where there is none. */
export const lastAnswers = ['asking', 'asked']
  .map(
    (side) => `left join lateral (
      select a.consents, a.at, a.case_id, count(*) over () ::int as version from introduction_answer a
      where a.introduction_id = i.id and a.side = '${side.toUpperCase()}' order by a.id desc limit 1) ${side} on true`,
  )
  .join('\n');

const answerOf = (side: string) => `case when s.${side} then json_build_object('side', '${side.toUpperCase()}',
  'version', coalesce(${side}.version, 0), 'consents', ${side}.consents, 'at', ${side}.at) end`;

const introductions = (asking: string, asked: string) => `
  select i.id, i.asking_case_id as "askingCaseId", i.project_id as "projectId", i.requested_at as "requestedAt",
    i.lapses_at as "lapsesAt", coalesce(asking.consents and asked.consents, false) as introduced,
    (select k.ags from case_kommune k where k.case_id = c.id order by k.position limit 1) as kommune,
    array_remove(array[${answerOf('asking')}::jsonb, ${answerOf('asked')}::jsonb], null) as answers
  from introduction i
  join consultation_case c on c.id = i.asking_case_id
  join project on project.id = i.project_id
  ${lastAnswers}
  cross join lateral (select ${asking} as asking, asking.consents is true and ${asked} as asked) s`;

/** Not of a case whose person has restricted the processing of their data. */
const contactsOfIntroductions = `
  select i.id as "introductionId", named.side, named.case_id as "caseId", c.inquirer_kind as "inquirerKind"
  from introduction i ${lastAnswers}
  cross join lateral (values ('ASKING', asking.case_id), ('ASKED', asked.case_id)) named (side, case_id)
  join consultation_case c on c.id = named.case_id
  where i.id = any($1::uuid[]) and asking.consents and asked.consents
    and not exists (select from case_restriction r where r.case_id = c.id)
  order by i.id, named.side desc`;

import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import type { PersonalAdvisorData, PersonalContactData } from '../generated/resolvers.ts';

export type PersonalDataRepository = ReturnType<typeof createPersonalDataRepository>;

/** Reads all that is held of a person. Mail addresses are found however they are written. */
export function createPersonalDataRepository(em: EntityManager) {
  return {
    findAdvisors: (email: string) => select<PersonalAdvisorData>(em, 'privacy.advisors', advisorText, [email]),

    findContacts: (email: string) =>
      select<PersonalContactData>(
        em,
        'privacy.contacts',
        `select member_ags as member, name, function, email, phone
         from member_contact where lower(email) = lower($1) order by member_ags, id`,
        [email],
      ),
  };
}

const advisorText = `
  select a.id, a.name, a.email, a.phone, a.kind, a.institution, a.disciplines, a.capacity, a.active, a.source,
    (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'level', level) order by code), '[]')
      from advisor_topic where advisor_id = a.id) as topics,
    (select coalesce(jsonb_agg(area order by area), '[]') from advisor_area where advisor_id = a.id) as areas,
    (select coalesce(jsonb_agg(ags order by ags), '[]') from advisor_conflict where advisor_id = a.id) as conflicts,
    (select coalesce(jsonb_agg(member_ags order by member_ags), '[]') from member_advisor where advisor_id = a.id) as members,
    (select coalesce(jsonb_agg(jsonb_build_object('from', first_day, 'until', last_day, 'other', deputy_id)
      order by first_day), '[]') from absence where advisor_id = a.id) as absences,
    (select coalesce(jsonb_agg(jsonb_build_object('from', first_day, 'until', last_day, 'other', advisor_id)
      order by first_day), '[]') from absence where deputy_id = a.id) as deputyships,
    (select coalesce(jsonb_agg(jsonb_build_object('version', version, 'at', at, 'facts', facts::text, 'touched', touched)
      order by version), '[]') from revision where entity = 'advisor' and key = a.id::text) as history
  from advisor a where lower(a.email) = lower($1) order by a.id`;

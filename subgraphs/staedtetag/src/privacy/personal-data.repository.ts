import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import type { PersonalAdvisorData, PersonalContactData, PersonalCoordinatorData } from '../generated/resolvers.ts';

export type PersonalDataRepository = ReturnType<typeof createPersonalDataRepository>;

/** Whose reading is logged. */
export interface Reader {
  readonly subject: string;
  /** Key of the request for which they read; null where they name none. */
  readonly request: string | null;
}

/** Reads all that is held of a person, and writes into the log who did. Mail addresses are found however they are written. */
export function createPersonalDataRepository(em: EntityManager) {
  return {
    findAdvisors: (email: string, reader: Reader) =>
      readLogged<PersonalAdvisorData>(em, 'ADVISOR', advisorText, email, reader),

    findContacts: (email: string, reader: Reader) =>
      readLogged<PersonalContactData>(em, 'CONTACT', contactText, email, reader),

    findCoordinators: (email: string, reader: Reader) =>
      readLogged<PersonalCoordinatorData>(em, 'COORDINATOR', coordinatorText, email, reader),
  };
}

/** One statement: nothing can be read that is not logged. `text` gives each row its `logged_key` and its place in the list. */
async function readLogged<Row>(
  em: EntityManager,
  entity: 'ADVISOR' | 'CONTACT' | 'COORDINATOR',
  text: string,
  email: string,
  { subject, request }: Reader,
): Promise<Row[]> {
  const logged = `
    with found as (${text}),
      logged as (insert into access_log (subject, request, entity, key) select $2, $3::uuid, $4, logged_key from found)
    select * from found order by logged_key, place`;
  return select<Row>(em, `privacy.read.${entity}`, logged, [email, subject, request, entity]);
}

const contactText = `
  select member_ags as logged_key, id as place, member_ags as member, name, function, email, phone
  from member_contact where lower(email) = lower($1)`;

const coordinatorText = `
  select id::text as logged_key, 1 as place, id, name, email, phone, active, source
  from coordinator where lower(email) = lower($1)`;

const advisorText = `
  select a.id::text as logged_key, 1 as place, a.id, a.name, a.email, a.phone, a.kind, a.institution, a.disciplines, a.capacity, a.active, a.source,
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
  from advisor a where lower(a.email) = lower($1)`;

/*
 * Every column of text in this database is in one of these two lists: a test compares them with the tables, plants a person in
 * each column of the first, and looks for them everywhere after an export, an erasure and a run of retention. Who adds a column
 * decides here; what is personal is also removed in `anonymise.repository.ts` and shown in `personal-export.repository.ts`.
 */

/** Columns that may hold a person who asked: what they told, and what was written about them. They go with the person. */
export const personalColumns: Readonly<Record<string, readonly string[]>> = {
  inquirer: ['name', 'email', 'phone', 'function', 'organisation'],
  inquiry: ['place', 'further_places'],
  // `words` follow from title, concern and result.
  consultation_case: ['title', 'concern', 'quartier', 'reasons', 'result', 'words'],
  timeline_entry: ['text'],
  transition: ['reason'],
  legal_hold: ['reason'],
  privacy_request: ['email'],
  // Not of a case: see `event/participant.repository.ts`.
  event_registration: ['name', 'email', 'organisation'],
  // A hash, but one that tells who guesses what was submitted.
  idempotency: ['payload_hash'],
};

/** Columns that hold keys, codes, counts and the staff's own subjects. `all`: the table is not about cases. */
export const impersonalColumns: Readonly<Record<string, readonly string[] | 'all'>> = {
  consultation_case: ['number', 'status', 'source', 'channel', 'inquirer_kind', 'reach', 'phase'],
  // What of it is small goes to its Landkreis.
  case_kommune: ['ags'],
  kommune_case_count: ['ags'],
  case_support: ['kind'],
  case_topic: ['topic'],
  participation: ['association', 'role', 'state'],
  transition: ['from_status', 'to_status', 'actor'],
  timeline_entry: ['kind', 'visibility', 'association'],
  // What was said stands in their entries of the timeline.
  contact: ['kind'],
  recommendation: ['state', 'topic'],
  commitment: ['kind', 'state'],
  // Gone once the case is anonymous: lists of who got money are public, and would tell whose case it was.
  funding_application: ['programme', 'state'],
  advisor_departure: ['association', 'recorded_by'],
  // Codes, moments and counts.
  case_version: ['facts'],
  // A project is the Kommune's: its texts name places and organisations. Why a phase was entered stands in the timeline of a case.
  project: ['kommune', 'name', 'quartier', 'origin', 'phase', 'state', 'source'],
  project_topic: ['topic'],
  case_project: ['linked_by'],
  phase_entry: ['phase', 'actor', 'association'],
  milestone: ['title', 'state'],
  local_actor: ['name', 'kind'],
  revision: ['entity', 'key', 'facts', 'touched'],
  // Contact data are never copied: they stay with the case of each side.
  introduction: ['requested_by'],
  introduction_answer: ['side', 'recorded_by'],
  event: ['title', 'kind', 'place', 'kommune', 'state', 'source'],
  event_topic: ['topic'],
  // Hashes of something random that nobody keeps.
  event_registration: ['key_hash'],
  event_code: ['token_hash'],
  inquiry: ['place_by', 'wish'],
  // Hashes of something random that nobody keeps.
  inquiry_link: ['token_hash'],
  idempotency: ['key_hash'],
  access_log: ['subject', 'basis'],
  legal_hold: ['set_by', 'released_by'],
  privacy_request: ['kind', 'state', 'origin', 'proof', 'recorded_by', 'approved_by', 'ended_by', 'ground'],
  privacy_step: ['action', 'actor', 'counts'],
  retention_run: ['started_by', 'held_back'],
  retention_batch: ['counts', 'groups'],
  // Keys and codes: whom they mean is asked of the owner when a mail is sent.
  mail: ['recipient', 'association', 'state', 'failure'],
  notification: ['kind', 'recipient', 'association', 'facts'],
  // Counts of groups, and what they are made of: no key, no word and no name of a case.
  statistics_cell: 'all',
  statistics_fact: 'all',
  statistics_snapshot: 'all',
  statistics_year: 'all',
  statistics_query: ['subject', 'dimensions', 'filters'],
  directory_cursor: 'all',
  directory_member: 'all',
  directory_advisor: 'all',
  directory_office: 'all',
  clock_step: ['kind'],
  kommune: 'all',
  kommune_former_name: 'all',
  register: 'all',
  register_import: 'all',
  regierungsbezirk: 'all',
  region: 'all',
  topic: 'all',
  unincorporated_area: 'all',
  verwaltungsgemeinschaft: 'all',
  mikro_orm_migrations: 'all',
};

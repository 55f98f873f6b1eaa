import { Migration } from '@mikro-orm/migrations';

export class Migration0013Project extends Migration {
  override up(): void {
    this.addProjects();
    this.addParts();
    this.addRevisions();
    this.addIntroductions();
    this.forgetWithCases();
    this.addWords();
  }

  private addProjects(): void {
    this.addSql(`
      create table project (
        id uuid primary key,
        kommune text not null constraint project_kommune_foreign references kommune,
        name text not null,
        quartier text not null,
        origin text not null constraint project_origin check (origin in (
          'KOMMUNE', 'CIVIC_INITIATIVE', 'QUARTIERSWETTBEWERB_2017', 'FUNDING_CALL', 'OTHER')),
        phase text not null constraint project_phase check (phase in (
          'ORIENTATION', 'INVENTORY', 'PARTICIPATION', 'CONCEPT', 'FUNDING', 'IMPLEMENTATION', 'CONSOLIDATION',
          'EVALUATION')),
        state text not null constraint project_state check (state in ('RUNNING', 'FINISHED', 'GIVEN_UP')),
        published boolean not null,
        source text not null constraint project_source check (source in ('SAMPLE', 'INQUIRY')),
        started_on date not null,
        ended_on date,
        version integer not null default 1,
        constraint project_ends_by_state check ((ended_on is null) = (state = 'RUNNING')),
        constraint project_ends_after_it_starts check (ended_on >= started_on)
      );
      create index project_published on project (id desc) where published;
      create index project_kommune on project (kommune, id desc);
      create index project_finished on project (kommune) where state = 'FINISHED';

      create table project_topic (
        project_id uuid not null constraint project_topic_project_id_foreign references project,
        topic text not null constraint project_topic_topic_foreign references topic,
        primary key (project_id, topic)
      );
      create index project_topic_topic on project_topic (topic, project_id);

      create table case_project (
        case_id uuid primary key constraint case_project_case_id_foreign references consultation_case,
        project_id uuid not null constraint case_project_project_id_foreign references project,
        linked_at timestamptz(3) not null,
        linked_by text not null
      );
      create index case_project_project on case_project (project_id, case_id);
    `);
  }

  // Why a phase was entered stands in the timeline alone, so that it is removed and hidden in one place.
  private addParts(): void {
    this.addSql(`
      create table phase_entry (
        id bigint generated always as identity primary key,
        project_id uuid not null constraint phase_entry_project_id_foreign references project,
        at timestamptz(3) not null,
        phase text not null constraint phase_entry_phase check (phase in (
          'ORIENTATION', 'INVENTORY', 'PARTICIPATION', 'CONCEPT', 'FUNDING', 'IMPLEMENTATION', 'CONSOLIDATION',
          'EVALUATION')),
        actor text not null,
        association text constraint phase_entry_association
          check (association in ('STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG'))
      );
      create index phase_entry_project on phase_entry (project_id, at, id);
      create trigger phase_entry_append_only before update or delete or truncate on phase_entry
        for each statement execute function refuse_change();

      create table phase_note (
        phase_entry_id bigint primary key constraint phase_note_phase_entry_id_foreign references phase_entry,
        entry_id bigint not null constraint phase_note_entry_id_foreign references timeline_entry
      );
      create index phase_note_entry on phase_note (entry_id);

      create table milestone (
        id uuid primary key,
        project_id uuid not null constraint milestone_project_id_foreign references project,
        title text not null,
        state text not null constraint milestone_state check (state in ('PLANNED', 'REACHED', 'DROPPED')),
        planned_on date not null,
        settled_on date,
        constraint milestone_settles_by_state check ((settled_on is null) = (state = 'PLANNED'))
      );
      create index milestone_project on milestone (project_id, planned_on, id);

      create table local_actor (
        id uuid primary key,
        project_id uuid not null constraint local_actor_project_id_foreign references project,
        name text not null,
        kind text not null constraint local_actor_kind check (kind in (
          'CIVIC_INITIATIVE', 'ASSOCIATION_OF_CITIZENS', 'PROVIDER', 'HOUSING', 'CHURCH', 'BUSINESS', 'EDUCATION',
          'PUBLIC_BODY', 'OTHER')),
        since date not null,
        until date,
        constraint local_actor_ends_after_it_begins check (until >= since)
      );
      create index local_actor_project on local_actor (project_id, since, id);
    `);
  }

  private addRevisions(): void {
    this.addSql(`
      create table revision (
        entity text not null constraint revision_entity check (entity in ('project')),
        key text not null,
        version integer not null,
        at timestamptz not null default now(),
        facts jsonb not null,
        touched text[] not null,
        primary key (entity, key, version)
      );
      create trigger revision_append_only before update or delete or truncate on revision
        for each statement execute function refuse_change();
    `);
  }

  // Whom to introduce is who asked in the case of each side: no contact data are copied, so they go with their case.
  private addIntroductions(): void {
    this.addSql(`
      create table introduction (
        id uuid primary key,
        asking_case_id uuid not null constraint introduction_asking_case_id_foreign references consultation_case,
        project_id uuid not null constraint introduction_project_id_foreign references project,
        requested_at timestamptz(3) not null,
        requested_by text not null,
        lapses_at timestamptz(3) not null
      );
      create index introduction_asking_case on introduction (asking_case_id, requested_at);
      create index introduction_project on introduction (project_id, requested_at);

      create table introduction_answer (
        id bigint generated always as identity primary key,
        introduction_id uuid not null constraint introduction_answer_introduction_id_foreign references introduction,
        side text not null constraint introduction_answer_side check (side in ('ASKING', 'ASKED')),
        consents boolean not null,
        case_id uuid not null constraint introduction_answer_case_id_foreign references consultation_case,
        at timestamptz(3) not null,
        recorded_by text not null
      );
      create index introduction_answer_newest on introduction_answer (introduction_id, side, id desc);
      create index introduction_answer_case on introduction_answer (case_id);

      alter table access_log drop constraint access_log_basis, add constraint access_log_basis
        check (basis in ('PARTICIPATION', 'REQUEST', 'INTRODUCTION'));
    `);
  }

  // Which project an anonymous case accompanied would tell whose it was.
  private forgetWithCases(): void {
    this.addSql(`
      create function forget_accompaniment() returns trigger language plpgsql as $$
      begin
        delete from phase_note n using timeline_entry e where e.id = n.entry_id and e.case_id = new.id;
        delete from case_project where case_id = new.id;
        perform from introduction i where i.asking_case_id = new.id
          or i.id in (select a.introduction_id from introduction_answer a where a.case_id = new.id) order by i.id for update;
        delete from introduction_answer a using introduction i
          where i.id = a.introduction_id and new.id in (a.case_id, i.asking_case_id);
        delete from introduction where asking_case_id = new.id;
        return new;
      end $$;
      create trigger consultation_case_forgets_accompaniment before update on consultation_case
        for each row when (new.status = 'ANONYMISED' and old.status <> 'ANONYMISED')
        execute function forget_accompaniment();
    `);
  }

  private addWords(): void {
    this.addSql(`
      alter table consultation_case add column words tsvector not null generated always as (
        setweight(to_tsvector('german', title), 'A') || setweight(to_tsvector('german', coalesce(concern, '')), 'B')
        || setweight(to_tsvector('german', coalesce(result, '')), 'C')) stored;
      create index consultation_case_words on consultation_case using gin (words);
      -- The cases whose content an association reads, from the newest on.
      create index participation_content on participation (association, case_received_at desc, case_id desc)
        where until_at is null and role in ('LEAD', 'CO_ADVICE');
    `);
  }
}

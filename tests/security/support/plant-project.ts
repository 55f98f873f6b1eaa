import type pg from 'pg';
import { markerFor } from './marker.ts';
import {
  caseIdOf,
  farAway,
  ours,
  plantedDay,
  plantedIntroduction,
  plantedKommunen,
  plantedProject,
  receivedAt,
} from './planted-cases.ts';

/** A project that a planted case accompanies, with an introduction that another one asks for. */
export async function plantProject(client: pg.Client): Promise<void> {
  const word = markerFor('content', 'lead');
  const id = plantedProject;
  await client.query(
    `insert into project (id, kommune, name, quartier, origin, phase, state, published, source, started_on, version)
     values ($1, $2, 'Leben in der Mitte', $3, 'KOMMUNE', 'CONCEPT', 'RUNNING', true, 'INQUIRY', $4, 2)`,
    [id, plantedKommunen.gemeinde, `Quartier ${word}`, plantedDay],
  );
  await client.query(`insert into project_topic (project_id, topic) values ($1, 'PFL')`, [id]);
  await client.query(
    `insert into case_project (case_id, project_id, linked_at, linked_by) values ($1, $2, $3, 'somebody')`,
    [...[caseIdOf('lead'), id, receivedAt]],
  );
  await client.query(
    `insert into phase_entry (project_id, at, phase, actor, association) values ($1, $2, 'CONCEPT', 'somebody', $3)`,
    [id, receivedAt, ours.toUpperCase()],
  );
  await client.query(
    `insert into milestone (id, project_id, title, state, planned_on) values (gen_random_uuid(), $1, $2, 'PLANNED', $3)`,
    [id, `Ziel ${word}`, plantedDay],
  );
  await client.query(
    `insert into local_actor (id, project_id, name, kind, since) values (gen_random_uuid(), $1, $2, 'PROVIDER', $3)`,
    [id, `Werk ${word}`, plantedDay],
  );
  await client.query(
    `insert into introduction (id, asking_case_id, project_id, requested_at, requested_by, lapses_at)
     values ($1, $2, $3, $4, 'somebody', $5)`,
    [plantedIntroduction, caseIdOf('foreign'), id, receivedAt, farAway],
  );
  await client.query(
    `insert into introduction_answer (introduction_id, side, consents, case_id, at, recorded_by) values
       ($1, 'ASKING', true, $2, $4, 'somebody'), ($1, 'ASKED', false, $3, $4, 'somebody')`,
    [plantedIntroduction, caseIdOf('foreign'), caseIdOf('lead'), receivedAt],
  );
}

import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import data from './topics.json' with { type: 'json' };

/** The official fields of action in the official order. What the centre has changed since stays. */
export async function seedTopics(em: EntityManager): Promise<boolean> {
  const rows = data.topics.map((topic, position) => ({ ...topic, position: position + 1 }));
  const added = await select(
    em,
    'seed.topics',
    `insert into topic (code, position, label, subtopics)
     select code, position, label, array(select jsonb_array_elements_text(subtopics))
     from jsonb_to_recordset($1::jsonb) as row (code text, position smallint, label text, subtopics jsonb)
     where not exists (select from topic)
     returning code`,
    [JSON.stringify(rows)],
  );
  return added.length > 0;
}

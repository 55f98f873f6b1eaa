import { type EntityManager, selectOne } from '@gkz-qe/kit/database.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';

/** The key of a case that somebody names by its key or its number (2026-00042). Null where there is none. */
export async function findCaseKey(em: EntityManager, keyOrNumber: string): Promise<string | null> {
  const column = isUuid(keyOrNumber) ? 'id = $1::uuid' : 'number = $1';
  if (keyOrNumber.includes('\0')) return null;
  const row = await selectOne<{ id: string }>(
    em,
    'privacy.caseKey',
    `select id from consultation_case where ${column}`,
    [keyOrNumber],
  );
  return row?.id ?? null;
}

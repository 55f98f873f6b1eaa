import { createByKeyLoader } from '@gkz-qe/kit/by-key-loader.ts';
import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { isKreisAgs } from '@gkz-qe/kit/keys.ts';

/** A Kreisverband as it is read. */
export interface KreisverbandRow {
  readonly ags: string;
  readonly name: string;
}

export type KreisverbandRepository = ReturnType<typeof createKreisverbandRepository>;

/** Reads Kreisverbände: by key in batches, or all. */
export function createKreisverbandRepository(em: EntityManager) {
  const byAgs = createByKeyLoader({
    isKey: isKreisAgs,
    keyOf: (kreisverband: KreisverbandRow) => kreisverband.ags,
    find: (keys) =>
      select<KreisverbandRow>(em, 'kreisverband.byAgs', 'select ags, name from kreisverband where ags = any($1)', [
        keys,
      ]),
  });
  return {
    loadByAgs: (ags: string) => byAgs.load(ags),

    /** In the order of keys. */
    findAll: () => select<KreisverbandRow>(em, 'kreisverband.all', 'select ags, name from kreisverband order by ags'),
  };
}

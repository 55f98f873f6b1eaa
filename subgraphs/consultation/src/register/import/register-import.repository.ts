import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { createRoutingRepository } from '../../routing/routing.repository.ts';
import { type RegisterRecords, readRegister } from '../register.repository.ts';

export interface CaseCount {
  readonly ags: string;
  readonly cases: number;
  readonly openCases: number;
}

/** What an import leaves on record. */
export interface ImportRecord {
  readonly at: Date;
  readonly bySubject: string;
  readonly asOf: string;
  /** SHA-256, hexadecimal. */
  readonly fileHash: string;
  readonly changes: readonly object[];
}

export type RegisterImportStore = ReturnType<typeof createRegisterImportStore>;
export type ImportTurn = ReturnType<typeof createTurn>;

/** Reads and writes the whole register. */
export function createRegisterImportStore(fork: () => EntityManager) {
  return {
    read: () => createTurn(fork()),

    /** Runs `work` in one transaction, while nobody else changes the register. */
    inTurn: <Outcome>(work: (turn: ImportTurn) => Promise<Outcome>): Promise<Outcome> =>
      fork().transactional(async (em) => {
        // Whoever changes a row of the register counts its version, and so waits for this row.
        await select(em, 'register-import.turn', 'select version from register for update');
        return work(createTurn(em));
      }),
  };
}

function createTurn(em: EntityManager) {
  const routing = createRoutingRepository(em);
  return {
    findRegister: () => readRegister(em),

    /** What routing knows of these Kommunen. */
    findRoutingWorld: (keys: readonly string[], today: string) => routing.findWorld(keys, today),

    /** How many cases are about these Kommunen; one without any is left out. */
    countCases: (keys: readonly string[]): Promise<CaseCount[]> =>
      select(
        em,
        'register-import.cases',
        `select ags, count(*)::int as cases, (count(*) filter (where case_open))::int as "openCases"
         from case_kommune where ags = any($1::text[]) group by ags`,
        [keys],
      ),

    /** Writes those rows that differ, one statement for each table. */
    async save(current: RegisterRecords, next: RegisterRecords, record: ImportRecord): Promise<void> {
      for (const table of tables) {
        const known = new Set(table.rowsOf(current).map((row) => JSON.stringify(row)));
        const rows = table.rowsOf(next).filter((row) => !known.has(JSON.stringify(row)));
        if (rows.length > 0) await select(em, `register-import.${table.name}`, table.text, [JSON.stringify(rows)]);
      }
      const areas = next.unincorporatedAreas.map(({ ags }) => ags);
      if (current.unincorporatedAreas.some(({ ags }) => !areas.includes(ags))) {
        await select(em, 'register-import.areas', 'delete from unincorporated_area where ags <> all($1::text[])', [
          areas,
        ]);
      }
      await saveSource(em, next);
      await saveRecord(em, record);
    },
  };
}

/** How each table is written: new rows are added, known ones changed. */
const tables = [
  tableOf('regierungsbezirk', ['key'], ['name', 'seat'], (records) => records.regierungsbezirke),
  tableOf('region', ['key'], ['name', 'seat', 'regierungsbezirk_key'], (records) => records.regionen),
  tableOf('verwaltungsgemeinschaft', ['key'], ['name', 'kind', 'seat'], (records) => records.verwaltungsgemeinschaften),
  tableOf(
    'kommune',
    ['ags'],
    [
      ...['ars', 'kind', 'name', 'official_name', 'population', 'area_km2', 'region_key', 'landkreis_ags'],
      ...[
        'verwaltungsgemeinschaft_key',
        'seat',
        'postal_code',
        'latitude',
        'longitude',
        'valid_until',
        'successor_ags',
      ],
    ],
    (records) => records.kommunen,
  ),
  tableOf('kommune_former_name', ['ags', 'until', 'official_name'], ['name'], ({ kommunen }) =>
    kommunen.flatMap(({ ags, formerNames }) => formerNames.map((former) => ({ ags, ...former }))),
  ),
  tableOf('unincorporated_area', ['ags'], ['name', 'area_km2'], (records) => records.unincorporatedAreas),
];

/** All names are constants of this file; the rows are one parameter, and the database gives them the types of their table. */
function tableOf(
  name: string,
  key: readonly string[],
  others: readonly string[],
  recordsOf: (records: RegisterRecords) => readonly object[],
) {
  const columns = [...key, ...others];
  const list = columns.join(', ');
  const toRow = (record: object) => {
    const facts = record as Readonly<Record<string, unknown>>;
    return Object.fromEntries(columns.map((column) => [column, facts[propertyOf(column)]]));
  };
  const text = `insert into ${name} (${list}) select ${list} from jsonb_populate_recordset(null::${name}, $1::jsonb)
    on conflict (${key.join(', ')}) do update set ${others.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  return { name, text, rowsOf: (records: RegisterRecords) => recordsOf(records).map(toRow) };
}

/** official_name → officialName */
function propertyOf(column: string): string {
  return column.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

async function saveSource(em: EntityManager, { source }: RegisterRecords): Promise<void> {
  await select(
    em,
    'register-import.source',
    'update register set source = $1, as_of = $2, population_as_of = $3, version = version + 1',
    [source?.source, source?.asOf, source?.populationAsOf],
  );
}

async function saveRecord(em: EntityManager, { at, bySubject, asOf, fileHash, changes }: ImportRecord): Promise<void> {
  await select(
    em,
    'register-import.record',
    'insert into register_import (at, by_subject, as_of, file_hash, changes) values ($1, $2, $3, $4, $5)',
    [at, bySubject, asOf, fileHash, JSON.stringify(changes)],
  );
}

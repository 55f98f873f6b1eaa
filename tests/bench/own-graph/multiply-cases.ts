import pg from 'pg';
import type { Say } from '../measure/measure-case.ts';

/** All that is kept of a sample case, the case itself first. Copies accompany the projects of their originals. */
const tables = [
  ...[
    'consultation_case',
    'timeline_entry',
    'transition',
    'participation',
    'case_kommune',
    'case_topic',
    'case_support',
  ],
  ...['inquiry', 'inquirer', 'case_project', 'funding_application'],
] as const;

/** The last two digits of a key are chance: counting on from them tells copies apart, and each stays beside its original in any order. */
const keyOf = (column: string) =>
  `overlay(${column}::text placing lpad(to_hex((${lastByte(column)} + copy) % 256), 2, '0') from 35)::uuid`;
const lastByte = (column: string) => `('x' || right(${column}::text, 2))::bit(8)::integer`;
const entryOf = (column: string) => `${column} + copy * $2::bigint`;

const lastOfYear = '(select last from case_counter where year = left(number, 4)::smallint)';

/** What is different in a copy; all else is equal. */
const changes: Readonly<Record<string, string>> = {
  ...{ case_id: keyOf('case_id'), 'consultation_case.id': keyOf('id'), duplicate_of: keyOf('duplicate_of') },
  ...{ 'funding_application.id': keyOf('id'), 'timeline_entry.id': entryOf('id') },
  ...{ entry_id: entryOf('entry_id'), ending_entry_id: entryOf('ending_entry_id') },
  number: `left(number, 5) || to_char(substr(number, 6)::integer + copy * ${lastOfYear}, 'FM999900000')`,
};

/**
 * Puts copies beside the cases of a database, so that there are `times` as many: in minutes, where the sample would need hours. Keys,
 * indexes and references are made anew afterwards, which checks them; triggers do their work. All in one transaction.
 *
 * @param owner URL of the database for the owner of its tables
 * @param times at most 256
 */
export async function multiplyCases(owner: string, times: number, say: Say): Promise<void> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    await client.query(`begin; set local maintenance_work_mem = '512MB'; set local work_mem = '256MB'`);
    const { rows: parts } = await client.query<{ drop: string; make: string }>(partsOf, [tables]);
    await client.query(parts.map(({ drop }) => drop).join(';'));
    const { rows } = await client.query<{ last: string }>('select max(id) as last from timeline_entry');
    for (const table of tables) {
      say(`copying ${table}`);
      await client.query(await copyText(client, table), [times - 1, rows[0]?.last]);
    }
    await client.query('update case_counter set last = last * $1', [times]);
    await client.query(
      `select setval(pg_get_serial_sequence('timeline_entry', 'id'), (select max(id) from timeline_entry))`,
    );
    say('making keys, indexes and references anew');
    for (const { make } of parts.toReversed()) await client.query(make);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

/** `$1`: how many copies of each row; `$2`: how far their entries are apart. */
async function copyText(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(columnsOf, [table]);
  const names = rows.map(({ name }) => name);
  const values = names.map((name) => changes[`${table}.${name}`] ?? changes[name] ?? name);
  return `insert into ${table} (${names}) overriding system value
    select ${values} from ${table} cross join generate_series(1, $1::integer) copy where $2::bigint is not null`;
}

/** Without what the database fills in; but entries are pointed to. */
const columnsOf = `
  select attname as name from pg_attribute
  where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
    and (attidentity = '' or attrelid = 'timeline_entry'::regclass)
  order by attnum`;

/** References before the keys that they point to, which is the order in which they go; they come back the other way round. */
const partsOf = `
  select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
    format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make,
    case contype when 'f' then 1 else 3 end as turn
  from pg_constraint
  where contype in ('p', 'u', 'f') and (conrelid = any($1::text[]::regclass[]) or confrelid = any($1::text[]::regclass[]))
  union all
  select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid), 2
  from pg_index
  where indrelid = any($1::text[]::regclass[]) and not exists (select from pg_constraint where conindid = indexrelid)
  order by turn`;

import type { BasicType, ByteWriter } from 'hyparquet-writer';
import type { Column, ColumnType } from './export.definition.ts';
import type { Row } from './export.pages.ts';
import type { Table, TableFormat } from './table.format.ts';

/** Rows that are held until they are written together. */
const groupSize = 20_000;

const parquetTypes = {
  text: 'STRING',
  integer: 'INT32',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
} as const satisfies Record<ColumnType, BasicType>;

/** Facts are key-value metadata of the file; a fact of several lines is one entry. */
async function* writeParquet({ columns, facts, pages }: Table): AsyncGenerator<Uint8Array> {
  // Loaded when the first file is asked for: the start of the gateway does not wait for it.
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: columnsOf(columns, []) }),
    kvMetadata: metadataOf(facts),
    createdBy: 'gkz-qe',
  });
  for await (const rows of inGroups(pages)) {
    await parquet.write({ columnData: columnsOf(columns, rows), rowGroupSize: groupSize });
    yield take(writer);
  }
  await parquet.finish();
  yield take(writer);
}

function columnsOf(columns: readonly Column[], rows: readonly Row[]) {
  return columns.map(({ name, type }, at) => ({
    ...{ name, type: parquetTypes[type], nullable: true, offsetIndex: false },
    data: rows.map((row) => row[at] ?? null),
  }));
}

function metadataOf(facts: Table['facts']) {
  const byName = Map.groupBy(facts, ([name]) => name);
  return [...byName].map(([key, lines]) => ({ key, value: lines.map(([, text]) => text).join('\n') }));
}

async function* inGroups(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  let group: Row[] = [];
  for await (const rows of pages) {
    group.push(...rows);
    if (group.length < groupSize) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** What has been written since the last time. The writer counts on, so that offsets in the file stay right. */
function take(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}

export const parquet: TableFormat = {
  mediaType: 'application/vnd.apache.parquet',
  ending: 'parquet',
  write: writeParquet,
};

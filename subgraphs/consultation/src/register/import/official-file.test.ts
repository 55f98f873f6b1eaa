import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestGraph, type TestGraph } from '../../testing/test-graph.ts';
import { createRegisterImportStore } from './register-import.repository.ts';
import { createRegisterImport, type RegisterImport } from './register-import.service.ts';
import { changeLine, findLine, type LineFacts } from './testing/register-lines.ts';

/** The official extract is no part of the project: it lies beside it, where somebody has put it there. */
const path = join(import.meta.dirname, '../../../../../../shared/data/gv100ad-bw-2025-11-30.txt');

describe.skipIf(!existsSync(path))('the official file of 30.11.2025', () => {
  let graph: TestGraph;
  let service: RegisterImport;
  let lines: string[];

  beforeAll(async () => {
    graph = await openTestGraph();
    const store = createRegisterImportStore(() => graph.orm.em.fork());
    const viewer = { subject: 'c', roles: ['coordinator'], association: null, advisorId: null } as const;
    service = createRegisterImport({ store, viewer, today: '2026-11-23', now: () => new Date() });
    lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  });
  afterAll(() => graph?.[Symbol.asyncDispose]());

  const choices = { populationAsOf: '2024-12-31', successors: [] };
  const preview = (changed: readonly string[], encoding: BufferEncoding = 'utf8') =>
    service.preview(Buffer.from(`${changed.join('\n')}\n`, encoding), choices);
  const at = (ags: string) => findLine(lines, '60', ags);
  const changed = (ags: string, facts: LineFacts) => lines.with(at(ags), changeLine(lines[at(ags)] ?? '', facts));
  const none = { added: [], ended: [], renamed: [], changed: [], areas: [], routing: [], unchanged: 1_136 };

  test('the last blanks of a line are a part of it', () => {
    expect(
      new Set(
        readFileSync(path, 'utf8')
          .split('\n')
          .map((line) => line.length),
      ),
    ).toEqual(new Set([220, 0]));
  });

  test.each(['utf8', 'latin1'] as const)('says what the seed says, in %s', async (encoding) => {
    expect(await preview(lines, encoding)).toMatchObject(none);
  });

  test('shows the one Gemeinde that a copy merges, and the one that it renames', async () => {
    const copy = changed('08336025', { Name: 'Fröhnd am Belchen' }).toSpliced(at('08336010'), 1);

    expect(await preview(copy)).toMatchObject({
      ended: [{ key: '08336010', name: 'Böllen', successor: null, validUntil: '2025-11-29' }],
      renamed: [{ key: '08336025', name: 'Fröhnd am Belchen' }],
      // The Landkreis has as many inhabitants as its Gemeinden.
      changed: [{ key: '08336' }],
      unchanged: 1_133,
    });
  });

  test.each<[string, () => readonly string[], string | null]>([
    ['a short line', () => lines.with(at('08336010'), (lines[at('08336010')] ?? '').slice(0, -1)), null],
    ['a line that comes twice', () => lines.toSpliced(at('08336010'), 0, lines[at('08336010')] ?? ''), 'Gemeinde'],
    ['an unknown Kreis', () => changed('08336010', { Kreis: '38' }), 'Kreis'],
    ['a letter in the population', () => changed('08336010', { Einwohner: '000000000O9' }), 'Einwohner'],
  ])('refuses a copy with %s, and names the line', async (_what, copy, column) => {
    const result = await preview(copy());

    const line = at('08336010') + (column === 'Gemeinde' ? 2 : 1);
    expect(result).toMatchObject({ faults: expect.arrayContaining([expect.objectContaining({ line, column })]) });
  });
});

import { parseArgs } from 'node:util';
import { createOrm } from '@gkz-qe/kit/database.ts';
import { localDay } from '@gkz-qe/kit/local-day.ts';
import { Problem } from '@gkz-qe/kit/problem.ts';
import { readNamedFile, runMain } from '@gkz-qe/kit/process.ts';
import { readDay } from '@gkz-qe/kit/table-values.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { databaseOptions } from './database.ts';
import { readImportEnv } from './env.ts';
import { createRegisterImportStore } from './register/import/register-import.repository.ts';
import { createRegisterImport } from './register/import/register-import.service.ts';
import { describeImport } from './register/import/register-import.text.ts';
import type { ImportChoices, SuccessorChoice } from './register/import/register-import.types.ts';

/** Who has the database's address may what a coordinator may. */
const shell: Viewer = { subject: 'shell', roles: ['coordinator'], association: null, advisorId: null };

const usage =
  'import-register file.txt --population-as-of 2024-12-31 [--successor ended:successor[:last day] …] [--apply [--preview <name>]]';

interface ImportOptions extends ImportChoices {
  readonly content: Uint8Array;
  readonly apply: boolean;
  /** Apply only if this is still the preview. */
  readonly preview?: string | undefined;
}

/** Shows what a file would do with the register, and does it where that is wanted. Answers what to print, and whether all went well. */
export async function importRegister(databaseUrl: string, options: ImportOptions, today = localDay()) {
  const { content, apply, preview, ...choices } = options;
  const orm = createOrm({ ...databaseOptions(databaseUrl), poolSize: 1, statementTimeoutMs: 0 });
  try {
    const store = createRegisterImportStore(() => orm.em.fork());
    const service = createRegisterImport({ store, viewer: shell, today, now: () => new Date() });
    const shown = await service.preview(content, choices);
    const lines = describeImport(shown);
    if (!apply || !('preview' in shown)) return { lines, ok: 'preview' in shown };
    const outcome = await service.apply(content, choices, preview ?? shown.preview);
    return { lines: [...lines, '', ...describeImport(outcome)], ok: 'unchanged' in outcome };
  } catch (error) {
    if (error instanceof Problem) return { lines: [error.message], ok: false };
    throw error;
  } finally {
    await orm.close();
  }
}

/** "08336010:08336079:2025-12-31"; null where it is no such thing. */
function readSuccessor(text: string): SuccessorChoice | null {
  const [ended, successor, day, ...more] = text.split(':');
  const validUntil = day === undefined ? null : readDay(day);
  if (!ended || !successor || validUntil === undefined || more.length > 0) return null;
  return { ended, successor, validUntil };
}

if (import.meta.main) {
  await runMain(async () => {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        'population-as-of': { type: 'string', default: '' },
        successor: { type: 'string', multiple: true, default: [] },
        apply: { type: 'boolean', default: false },
        preview: { type: 'string' },
      },
    });
    const [file] = positionals;
    const populationAsOf = readDay(values['population-as-of']);
    const successors = values.successor.map(readSuccessor);
    if (!file || populationAsOf === undefined || successors.includes(null)) {
      process.stderr.write(`${usage}\n`);
      process.exit(1);
    }
    const { DATABASE_URL, INIT_CWD } = readImportEnv();
    const { lines, ok } = await importRegister(DATABASE_URL, {
      content: readNamedFile(file, INIT_CWD),
      populationAsOf,
      successors: successors.filter((successor) => successor !== null),
      apply: values.apply,
      preview: values.preview,
    });
    process.stdout.write(`${lines.join('\n')}\n`);
    process.exitCode = ok ? 0 : 1;
  });
}

import { parseArgs } from 'node:util';
import { createOrm } from '@gkz-qe/kit/database.ts';
import { localDay } from '@gkz-qe/kit/local-day.ts';
import { readNamedFile, runMain } from '@gkz-qe/kit/process.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { databaseOptions } from './database.ts';
import { readImportEnv } from './env.ts';
import { createMemberImport } from './member/member-import.service.ts';
import { describeImport } from './member/member-import.text.ts';
import { createMemberWriter } from './member/member-writer.repository.ts';

/** Who has the database's address may what the association's administration may. */
const shell: Viewer = { subject: 'shell', roles: ['association_admin'], association: 'staedtetag', advisorId: null };

const usage = 'import-members file.csv --missing keep|end [--apply [--preview <name>]]';

interface ImportOptions {
  readonly content: Uint8Array;
  readonly missing: 'KEEP' | 'END';
  readonly apply: boolean;
  /** Apply only if this is still the preview. */
  readonly preview?: string | undefined;
}

/** Shows what a member list would do, and does it where that is wanted. Answers what to print, and whether all went well. */
export async function importMembers(databaseUrl: string, options: ImportOptions, today = localDay()) {
  const orm = createOrm({ ...databaseOptions(databaseUrl), poolSize: 1, statementTimeoutMs: 0 });
  try {
    const writer = createMemberWriter(
      () => orm.em.fork(),
      () => undefined,
    );
    const service = createMemberImport(writer, shell, today);
    const shown = await service.preview(options.content, options.missing);
    const lines = describeImport(shown);
    if (!options.apply || !('preview' in shown)) return { lines, ok: 'preview' in shown };
    const outcome = await service.apply(options.content, options.missing, options.preview ?? shown.preview);
    return { lines: [...lines, '', ...describeImport(outcome)], ok: 'kept' in outcome };
  } finally {
    await orm.close();
  }
}

if (import.meta.main) {
  await runMain(async () => {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { missing: { type: 'string' }, apply: { type: 'boolean', default: false }, preview: { type: 'string' } },
    });
    const [file] = positionals;
    const missing = values.missing?.toUpperCase();
    if (!file || (missing !== 'KEEP' && missing !== 'END')) {
      process.stderr.write(`${usage}\n`);
      process.exit(1);
    }
    const { DATABASE_URL, INIT_CWD } = readImportEnv();
    const { lines, ok } = await importMembers(DATABASE_URL, {
      content: readNamedFile(file, INIT_CWD),
      missing,
      apply: values.apply,
      preview: values.preview,
    });
    process.stdout.write(`${lines.join('\n')}\n`);
    process.exitCode = ok ? 0 : 1;
  });
}

import type { Session } from '../group.ts';
import type { CaseResult } from '../measure/results.ts';
import { startDatabases } from '../own-graph/databases.ts';
import { measureOwn } from '../own-graph/own-graph.ts';

/** The same page over more and more cases, in our gateway and in the floor. */
export async function measureCasePages(session: Session): Promise<CaseResult[]> {
  await using databases = await startDatabases(session.dataDir, session.say);
  const results: CaseResult[] = [];
  for (const count of sizesOf(session)) {
    const [page] = await measureOwn(onlyOurs(session), count, await databases.open(count), ['own/CasePage']);
    if (page) results.push({ ...page, name: `growth/CasePage, ${count.toLocaleString('en')} cases` });
  }
  return results;
}

function sizesOf({ quick, full }: Session): readonly number[] {
  if (quick) return [2_000];
  return full ? [2_000, 20_000, 200_000, 2_000_000] : [2_000, 20_000, 200_000];
}

function onlyOurs(session: Session): Session {
  const wanted = new Set(['ours', 'floor']);
  return { ...session, start: (options) => session.start(options.filter(({ name }) => wanted.has(name))) };
}

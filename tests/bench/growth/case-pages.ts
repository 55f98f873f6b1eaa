import type { AddResult, Session } from '../group.ts';
import { startDatabases } from '../own-graph/databases.ts';
import { measureOwn } from '../own-graph/own-graph.ts';

/** The same page over more and more cases, in our gateway and in the floor. */
export async function measureCasePages(session: Session, add: AddResult): Promise<void> {
  await using databases = await startDatabases(session.dataDir, session.say);
  for (const count of sizesOf(session)) {
    const name = `growth/CasePage, ${count.toLocaleString('en')} cases`;
    const urls = await databases.open(count);
    await measureOwn(onlyOurs(session), count, urls, ['own/CasePage'], (result) => add({ ...result, name }));
  }
}

function sizesOf({ quick, full }: Session): readonly number[] {
  if (quick) return [2_000];
  return full ? [2_000, 20_000, 200_000, 2_000_000] : [2_000, 20_000, 200_000];
}

function onlyOurs(session: Session): Session {
  const wanted = new Set(['ours', 'floor']);
  return { ...session, start: (options) => session.start(options.filter(({ name }) => wanted.has(name))) };
}

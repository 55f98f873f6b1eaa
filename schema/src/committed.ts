import { execFileSync } from 'node:child_process';
import { repositoryRoot, shownPath } from './subgraphs.ts';

/**
 * Reads a file as it stands in a commit.
 * @param path absolute path
 * @param revision any name git understands, such as `HEAD` or `origin/main`
 * @returns null where there is no git, no such commit, or no such file in it
 */
export function readCommitted(path: string, revision: string): string | null {
  try {
    return execFileSync('git', ['show', `${revision}:${shownPath(path)}`], {
      cwd: repositoryRoot,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}

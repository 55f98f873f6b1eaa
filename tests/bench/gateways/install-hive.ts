import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The folder is a workspace of its own: what is in it reaches nothing else. */
const folder = new URL('../hive', import.meta.url).pathname;

/**
 * Installs Hive Gateway where it is not installed yet, exactly as its lock file says.
 *
 * @returns why it cannot be, or null
 */
export function installHive(say: (line: string) => void): string | null {
  if (existsSync(`${folder}/node_modules/@graphql-hive/gateway-runtime`)) return null;
  say('installing Hive Gateway, for this benchmark alone');
  const args = ['install', '--frozen-lockfile', '--ignore-scripts'];
  const { status, stdout, stderr } = spawnSync('npx', ['-y', 'pnpm@12.21.0', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return status === 0 ? null : `pnpm install failed: ${(stderr || stdout || 'no pnpm').trim().split('\n').at(-1)}`;
}

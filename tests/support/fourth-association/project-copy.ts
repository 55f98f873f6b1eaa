import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { repositoryRoot } from '@gkz-qe/schema/subgraphs.ts';

/** A copy of the project's code, with the packages that are installed here. Nothing in it reaches the original. */
export interface ProjectCopy extends Disposable {
  readonly folder: string;
}

/** Copies what runs: no tests, no data. */
export function copyProject(): ProjectCopy {
  // Links in the path would make one file two modules.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gkz-qe-copy-')));
  for (const room of ['schema', 'gateway', 'infra', 'subgraphs', 'package.json']) {
    cpSync(join(repositoryRoot, room), join(folder, room), { recursive: true, filter: isCode });
  }
  for (const name of packagesOf(folder)) linkPackages(folder, name, name);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return { folder, [Symbol.dispose]: remove };
}

function isCode(path: string): boolean {
  return !['node_modules', '.data'].includes(basename(path)) && !path.endsWith('.test.ts');
}

/** The folders of our packages, as seen from the project's own. */
function packagesOf(folder: string): string[] {
  return [
    'schema',
    'gateway',
    'infra',
    ...readdirSync(join(folder, 'subgraphs')).map((name) => join('subgraphs', name)),
  ].filter((name) => existsSync(join(folder, name, 'package.json')));
}

/** Gives a package of the copy what a package of the project has installed: ours from the copy, all else as it is. */
export function linkPackages(folder: string, name: string, pattern: string): void {
  const installed = join(repositoryRoot, pattern, 'node_modules');
  const links = join(folder, name, 'node_modules');
  mkdirSync(join(links, '@gkz-qe'), { recursive: true });
  if (!existsSync(installed)) return;
  for (const entry of readdirSync(installed).filter((entry) => !entry.startsWith('.') && entry !== '@gkz-qe')) {
    symlinkSync(join(installed, entry), join(links, entry));
  }
  for (const own of packagesOf(folder)) symlinkSync(join(folder, own), join(links, '@gkz-qe', basename(own)));
}

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@gkz-qe/schema/subgraphs.ts';
import { expect, test } from 'vitest';

const kit = join(repositoryRoot, 'subgraphs/kit');
const names = /st(ae|ä)dtetag|gemeindetag|landkreistag/i;

test('the kit holds no association’s name, neither in its code nor in its file names', () => {
  const files = globSync('{src/**/*,*.json,*.md}', { cwd: kit, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));

  expect(paths.length).toBeGreaterThan(5);
  expect(paths.filter((path) => names.test(path.slice(kit.length)) || names.test(readFileSync(path, 'utf8')))).toEqual(
    [],
  );
});

import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@gkz-qe/schema/subgraphs.ts';
import { expect, test } from 'vitest';

const documents = globSync('**/*.md', { cwd: repositoryRoot, exclude: ['**/node_modules', '.data'] });

/** The files of this project that a document leads to, as it names them. */
function linksIn(document: string): readonly string[] {
  const text = readFileSync(join(repositoryRoot, document), 'utf8');
  return [...text.matchAll(/\]\(([^)#\s]+)/g)].map(([, link = '']) => link).filter((link) => !/^\w+:/.test(link));
}

test('every link of a document leads to a file or folder that is there', () => {
  const links = documents.flatMap((document) => linksIn(document).map((link) => [document, link] as const));
  const dead = links.filter(([document, link]) => !existsSync(join(repositoryRoot, dirname(document), link)));

  expect(links.length).toBeGreaterThan(50);
  expect(dead).toEqual([]);
});

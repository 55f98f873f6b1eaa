import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '@gkz-qe/infra/env.ts';
import { answerQuestions } from '@gkz-qe/infra/figures/answer-questions.ts';
import { expect, test } from 'vitest';
import { createAuthorizations } from '../support/graph-client.ts';
import { useSharedSystem } from '../support/use-system.ts';

const { ports, dataDir } = await useSharedSystem();

test('an analyst gets an answer to each of the ten questions, and the map of all 1,101 Städte and Gemeinden', async () => {
  const authorization = await createAuthorizations(dataDir)({ role: 'analyst' });
  const token = authorization.replace('Bearer ', '');
  const files = await answerQuestions({ url: `http://127.0.0.1:${ports.gateway}/graphql`, token });

  expect(files.size).toBe(10 + 1 + 1);
  expect(files.get('figures/kommunen.svg')).toContain('Die 1.101 Städte und Gemeinden Baden-Württembergs');
  for (const [name, content] of files) expect(content.length, name).toBeLessThan(100_000);
  const headings = (text: string) => text.split('\n').filter((line) => line.startsWith('#'));
  const committed = readFileSync(join(projectFolder, 'docs/figures.md'), 'utf8');
  expect(headings(files.get('figures.md') ?? '')).toEqual(headings(committed));
});

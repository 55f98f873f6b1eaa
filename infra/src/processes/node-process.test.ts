import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../env.ts';
import { nodeFlags } from './node-process.ts';

const services = [
  'gateway',
  ...['consultation', 'gemeindetag', 'landkreistag', 'staedtetag'].map((name) => `subgraphs/${name}`),
];

test.each(services)('%s starts by its script with the flags with which the system starts it', (folder) => {
  const { scripts } = JSON.parse(readFileSync(join(projectFolder, folder, 'package.json'), 'utf8'));
  expect(scripts.start).toContain(`node ${nodeFlags.join(' ')} src/main.ts`);
});

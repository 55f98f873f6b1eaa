import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from './env.ts';
import { answerQuestions } from './figures/answer-questions.ts';
import { findSource } from './graph/ask.ts';
import { OperatorFault } from './operator/operator-fault.ts';

const help = `Schreibt die zehn Fragen an die Statistik mit Antworten und Bildern nach docs, aus dem laufenden System.

  npx -y pnpm@12.21.0 run figures

  --out         Ordner, sonst docs
  --gateway     Adresse der Schnittstelle, sonst die des Systems auf diesem Rechner
  --token-file  Datei mit einem Token der Analyse; sonst eines für die Entwicklung`;

const text = { type: 'string' } as const;
const options = { out: text, gateway: text, 'token-file': text, help: { type: 'boolean' } } as const;

async function run(): Promise<void> {
  const given = parseArgs({ options, args: process.argv.slice(2) }).values;
  if (given.help) {
    process.stdout.write(`${help}\n`);
    return;
  }
  const source = await findSource(given, { sub: 'figures', role: 'analyst' });
  const files = await answerQuestions(source);
  for (const [name, content] of files) {
    const path = join(resolve(given.out ?? join(projectFolder, 'docs')), name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    process.stdout.write(`${path}\n`);
  }
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof OperatorFault ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findSource } from './graph/ask.ts';
import { OperatorFault } from './operator/operator-fault.ts';
import { fetchReport } from './report/report.source.ts';

const help = `Schreibt den Sachbericht eines Jahres als HTML und als Daten (JSON), aus einem Stand der Statistik.

  npx -y pnpm@12.21.0 run report --year 2025

  --year        das Jahr
  --snapshot    Kennung des Stands; sonst der neueste
  --out         Ordner, sonst der, in dem Sie sind
  --gateway     Adresse der Schnittstelle, sonst die des Systems auf diesem Rechner
  --token-file  Datei mit einem Token der Koordinierung; sonst eines für die Entwicklung`;

async function run(): Promise<void> {
  const given = parseArgs({ options: { ...options }, args: process.argv.slice(2) }).values;
  if (given.help) {
    process.stdout.write(`${help}\n`);
    return;
  }
  if (!/^\d{4}$/.test(given.year ?? '')) throw new OperatorFault('Bitte nennen Sie ein Jahr: --year 2025.');
  const source = await findSource(given, { sub: 'report', role: 'coordinator' });
  const report = await fetchReport(source, Number(given.year), given.snapshot);
  const folder = resolve(given.out ?? '.');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `sachbericht-${report.year}`);
  writeFileSync(`${file}.html`, report.html);
  writeFileSync(`${file}.json`, report.json);
  process.stdout.write(`${file}.html\n${file}.json\n`);
}

const text = { type: 'string' } as const;
const options = {
  ...{ year: text, snapshot: text, out: text, gateway: text, 'token-file': text },
  help: { type: 'boolean' },
} as const;

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof OperatorFault ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}

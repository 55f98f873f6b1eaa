import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '@gkz-qe/infra/env.ts';
import { installHive } from './gateways/install-hive.ts';
import type { Group, Session } from './group.ts';
import { growth } from './growth/growth.ts';
import { type Contender, type ContenderOptions, startContender } from './measure/contender.ts';
import { startLoad } from './measure/load.ts';
import { lookAtMachine } from './measure/machine.ts';
import { measureCase, type Plan } from './measure/measure-case.ts';
import type { CaseResult } from './measure/results.ts';
import { ownGraph } from './own-graph/own-graph.ts';
import { publicShape } from './public-shape/public-shape.ts';
import { createReport, jsonOf, textOf, writeDocs } from './report/report.ts';

const groups: readonly Group[] = [publicShape, ownGraph, growth];

const leftOutOfQuick = new Set([
  ...['public/repeating', 'public/shared', 'own/FindPlace'],
  ...['growth/CasePage', 'growth/memory'],
]);

const help = `pnpm bench [options]

  --quick            fewer and shorter rounds, 2,000 cases instead of 200,000: for a first look
  --case NAME        only these: a name, or how it begins (public, own, growth); can be given again
  --contender NAME   only these, and ours; can be given again
  --growth-full      100,000 different operations instead of 30,000, and CasePage and Figures over 2,000,000 cases:
                     some minutes and 15 GB to fill at the first time
  --json FILE        the results for machines
  --docs             puts them into docs/benchmarks.md
  --rounds N         instead of 5
  --seconds N        how long each round takes, instead of 2
  --profile FOLDER   our gateway and subgraphs write there where their processor time goes
  --list             the names of the cases

  BENCH_DIR=/path    where filled databases are kept (else .data/bench in the project)`;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    'growth-full': { type: 'boolean', default: false },
    case: { type: 'string', multiple: true, default: [] },
    contender: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
    docs: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    profile: { type: 'string' },
    list: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

const plan: Plan = {
  rounds: Number(options.rounds ?? (options.quick ? 2 : 5)),
  seconds: Number(options.seconds ?? (options.quick ? 0.4 : 2)),
  warmUpSeconds: options.quick ? 0.4 : 2,
  halfLoadRounds: options.quick ? 0 : 3,
};

const begin = performance.now();
const say = (line: string) => {
  const seconds = (performance.now() - begin) / 1000;
  process.stderr.write(`${seconds.toFixed(0).padStart(4)} s  ${line}\n`);
};

const nodeOptions = options.profile === undefined ? '' : `--cpu-prof --cpu-prof-dir=${resolve(options.profile)}`;

const session: Session = {
  quick: options.quick,
  full: options['growth-full'],
  nodeOptions,
  dataDir: resolve(process.env.INIT_CWD ?? '.', process.env.BENCH_DIR ?? join(projectFolder, '.data/bench')),
  say,
  async start(all) {
    const started: Contender[] = [];
    for (const one of all.filter(isWanted)) {
      const contender = await startContender(withProfile(one)).catch((error: Error) =>
        say(`${error.message}: left out`),
      );
      if (contender) started.push(contender);
    }
    return started;
  },
  async measure(bench, processor) {
    const load = startLoad(processor);
    try {
      return await measureCase(bench, load, plan, say);
    } finally {
      await load.stop();
    }
  },
};

function isWanted({ name }: ContenderOptions): boolean {
  return name === 'ours' || options.contender.length === 0 || options.contender.includes(name);
}

function withProfile(one: ContenderOptions): ContenderOptions {
  return one.name === 'ours' && nodeOptions ? { ...one, env: { ...one.env, NODE_OPTIONS: nodeOptions } } : one;
}

async function run(): Promise<void> {
  const before = lookAtMachine();
  const missing = installHive(say);
  if (missing) say(missing);
  const results: CaseResult[] = [];
  for (const group of groups) {
    const names = group.cases.filter(isCaseWanted);
    if (names.length > 0) await group.measure(session, names, (result) => results.push(result)).catch(tellFailure);
  }
  const command = ['pnpm bench', ...process.argv.slice(2)].join(' ');
  const report = createReport(command, results, (performance.now() - begin) / 60_000, before);
  console.log(textOf(report));
  if (options.json !== undefined) writeFileSync(options.json, jsonOf(report));
  if (options.docs) writeDocs(join(projectFolder, 'docs/benchmarks.md'), report);
}

/** One group of cases that fails does not take away what others have shown. */
function tellFailure(error: Error): void {
  process.exitCode = 1;
  say(`failed: ${error.stack ?? error.message}`);
}

function isCaseWanted(name: string): boolean {
  if (options.case.length > 0) return options.case.some((wanted) => name.startsWith(wanted));
  return !options.quick || !leftOutOfQuick.has(name);
}

if (options.help) console.log(help);
else if (options.list) console.log(groups.flatMap(({ cases }) => cases).join('\n'));
else await run();

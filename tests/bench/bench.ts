import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { installHive } from './gateways/install-hive.ts';
import type { Group, Session } from './group.ts';
import { type Contender, type ContenderOptions, startContender } from './measure/contender.ts';
import { startLoad } from './measure/load.ts';
import { measureCase, type Plan } from './measure/measure-case.ts';
import type { CaseResult } from './measure/results.ts';
import { publicShape } from './public-shape/public-shape.ts';
import { tableOf } from './report/table.ts';

const groups: readonly Group[] = [publicShape];
const allCases = groups.flatMap(({ cases }) => cases);

const help = `pnpm bench [options]

  --quick            fewer and shorter rounds, fewer cases in the database: under two minutes, for a first look
  --case NAME        only these; a name, or how it begins (own, public, growth); can be given again
  --contender NAME   only these and ours; can be given again
  --json FILE        the results for machines
  --rounds N         instead of 5
  --seconds N        how long each round takes, instead of 3
  --profile FOLDER   lets our gateway write where its processor time goes
  --list             names of the cases`;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    'growth-full': { type: 'boolean', default: false },
    case: { type: 'string', multiple: true, default: [] },
    contender: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    profile: { type: 'string' },
    list: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

const plan: Plan = {
  rounds: Number(options.rounds ?? (options.quick ? 2 : 5)),
  seconds: Number(options.seconds ?? (options.quick ? 1 : 3)),
  warmUpSeconds: options.quick ? 1 : 3,
  halfLoadRounds: options.quick ? 0 : 3,
};

const begin = performance.now();
const say = (line: string) => {
  const seconds = (performance.now() - begin) / 1000;
  process.stderr.write(`${seconds.toFixed(0).padStart(4)} s  ${line}\n`);
};

const session: Session = {
  quick: options.quick,
  full: options['growth-full'],
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
  if (options.profile === undefined || one.name !== 'ours') return one;
  return { ...one, execArgv: ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] };
}

async function run(): Promise<void> {
  const missing = installHive(say);
  if (missing) say(missing);
  const results: CaseResult[] = [];
  for (const group of groups) {
    const names = group.cases.filter(isCaseWanted);
    if (names.length > 0) results.push(...(await group.measure(session, names)));
  }
  const { model } = cpus()[0] ?? {};
  console.log(`${cpus().length} × ${model}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}\n`);
  for (const result of results) console.log(tableOf(result));
}

function isCaseWanted(name: string): boolean {
  return options.case.length === 0 || options.case.some((wanted) => name.startsWith(wanted));
}

if (options.help) console.log(help);
else if (options.list) console.log(allCases.join('\n'));
else await run();

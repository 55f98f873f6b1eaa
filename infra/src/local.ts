import { parseArgs } from 'node:util';
import { defaults, type LocalEnv, readLocalEnv } from './env.ts';
import { type Claim, claimDataFolder, clearDataFolder, endLeftoverDatabase } from './files/data-folder.ts';
import { createConsole, summaryOf } from './operator/console.ts';
import { OperatorFault } from './operator/operator-fault.ts';
import { requirePorts } from './operator/ports.ts';
import { portsFrom } from './parts.ts';
import { onLauncherGone } from './processes/launcher.ts';
import { createSystem, type System } from './system/system.ts';

/** How long processes of a run that ended without order may still hold their ports. */
const patienceMs = 15_000;

const help = `Startet das ganze System auf diesem Rechner: Datenbank, vier Subgraphen, Gateway, Postfach.

  npx -y pnpm@12.21.0 start            startet und behält die Daten
  npx -y pnpm@12.21.0 start --fresh    löscht zuerst alle Daten früherer Starts

  PORT=5000        erster von acht Ports (sonst 4000)
  DATA_DIR=/pfad   wo die Daten liegen (sonst .data im Projekt)

Mehr steht in infra/README.md.`;

const console = createConsole();

/** Starts everything, waits for the wish to end it, ends everything. Answers the exit code. */
async function run(): Promise<number> {
  const wish = readWish();
  if (wish === 'help') {
    console.print(help);
    return 0;
  }
  const env = readLocalEnv();
  const claim = claimDataFolder(env.dataDir);
  try {
    await runSystem(env, () => clearTheWay(env, claim, wish === 'fresh'));
    return 0;
  } finally {
    claim.release();
  }
}

async function runSystem(env: LocalEnv, prepare: () => Promise<void>): Promise<void> {
  const system = createSystem({ env, ports: portsFrom(env.port), say: console.say });
  const told = whenToldToStop(env, system);
  try {
    await prepare();
    const started = await Promise.race([system.start().then((folder) => ({ folder })), told]);
    if (started) {
      console.announce(summaryOf({ ...env, ...started, hasIssuer: !env.issuer, defaults }));
      await told;
    }
  } finally {
    await system.stop();
  }
  console.say('Beendet.');
}

function readWish(): 'start' | 'fresh' | 'help' {
  try {
    const { values } = parseArgs({ options: { fresh: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
    return values.help ? 'help' : values.fresh ? 'fresh' : 'start';
  } catch {
    throw new OperatorFault('Diese Angabe kennt der Start nicht: es gibt --fresh und --help.');
  }
}

async function clearTheWay(env: LocalEnv, claim: Claim, fresh: boolean): Promise<void> {
  if (fresh && env.databases) {
    throw new OperatorFault(
      '--fresh löscht nur die eingebaute Datenbank: leeren Sie Ihre eigenen Server selbst, oder lassen Sie DATABASE_URL_… weg.',
    );
  }
  if (!env.databases) await endLeftoverDatabase(env.dataDir);
  if (fresh) {
    await clearDataFolder(env.dataDir);
    console.say(`Die Daten in ${env.dataDir} sind gelöscht.`);
  }
  const { database, issuer, ...always } = portsFrom(env.port);
  await requirePorts(
    { ...always, ...(env.databases ? {} : { database }), ...(env.issuer ? {} : { issuer }) },
    claim.afterCrash ? patienceMs : 0,
  );
}

/** Resolves at the first wish to end the system. A second one ends its processes by force; the database still ends in order. */
function whenToldToStop(env: LocalEnv, system: System): Promise<undefined> {
  return new Promise((resolve) => {
    let told = false;
    const stop = () => {
      if (told) return system.hurry();
      told = true;
      console.say('Das System wird beendet …');
      resolve(undefined);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    if (env.launched) onLauncherGone(() => told || stop());
  });
}

try {
  const code = await run();
  process.exit(code);
} catch (error) {
  const text =
    error instanceof OperatorFault ? error.message : `Unerwarteter Fehler: ${String((error as Error).stack)}`;
  console.complain(`\n${text}`);
  process.exit(1);
}

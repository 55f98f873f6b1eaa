import { parseArgs } from 'node:util';
import { createConsole, summaryOf } from './console.ts';
import { type Claim, claimDataFolder, clearDataFolder, endLeftoverDatabase } from './data-folder.ts';
import { defaultDataDir, type LocalEnv, readLocalEnv } from './env.ts';
import { onLauncherGone } from './launcher.ts';
import { OperatorFault } from './operator-fault.ts';
import { portsFrom } from './parts.ts';
import { requirePorts } from './ports.ts';
import { createSystem, type System } from './system.ts';

/** How long processes of a run that ended without order may still hold their ports. */
const patienceMs = 15_000;

const help = `Startet das ganze System auf diesem Rechner: Datenbank, vier Subgraphen, Gateway.

  npx -y pnpm@12.21.0 start            startet und behält die Daten
  npx -y pnpm@12.21.0 start --fresh    löscht zuerst alle Daten früherer Starts

  PORT=5000        erster von sieben Ports (sonst 4000)
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
  let system: System | undefined;
  const stopped = whenToldToStop(env, () => system);
  try {
    await clearTheWay(env, claim, wish === 'fresh');
    const ports = portsFrom(env.port);
    system = createSystem({ env, ports, say: console.say });
    const starting = system.start();
    const started = await Promise.race([starting.then((folder) => ({ folder })), stopped]);
    if (started) {
      console.print(
        summaryOf({ ...env, databaseFolder: started.folder, hasIssuer: !env.issuer, prefix: prefixOf(env) }),
      );
      console.started();
      await stopped;
    }
    return 0;
  } finally {
    await system?.stop();
    claim.release();
    if (system) console.say('Beendet.');
  }
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
function whenToldToStop(env: LocalEnv, system: () => System | undefined): Promise<undefined> {
  return new Promise((resolve) => {
    let told = false;
    const stop = () => {
      if (told) return system()?.hurry();
      told = true;
      console.say('Das System wird beendet …');
      resolve(undefined);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    if (env.launched) onLauncherGone(() => told || stop());
  });
}

/** What to repeat in front of a further command, so that it finds this system. */
function prefixOf(env: LocalEnv): string {
  return env.dataDir === defaultDataDir ? '' : `DATA_DIR=${env.dataDir} `;
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

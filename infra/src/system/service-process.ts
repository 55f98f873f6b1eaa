import { projectFolder } from '../env.ts';
import { OperatorFault } from '../operator/operator-fault.ts';
import { portFault } from '../operator/ports.ts';
import { type Kept, keepRunning } from '../processes/keep-running.ts';
import { describeEnding, type Ending, startNodeProcess } from '../processes/node-process.ts';
import { untilReady } from '../processes/ready.ts';
import { createTroubleListener } from '../processes/trouble.ts';
import type { Service } from './services.ts';
import type { Surroundings } from './surroundings.ts';

/** Until an ended process is started again: time enough to see how the system does without it. */
const restartMs = 15_000;

/** Starts one service as a process of its own and starts it again should it end; `ready` rejects with an OperatorFault. */
export function keepService(service: Service, { say, sayTrouble, signal, logFileOf }: Surroundings): Kept {
  const logFile = logFileOf(service.name);
  const onLine = createTroubleListener(service.name, sayTrouble);
  const kept = keepRunning({
    name: service.name,
    firstDelayMs: restartMs,
    say,
    start: async () => {
      const running = startNodeProcess({
        script: service.script,
        cwd: projectFolder,
        env: service.env,
        logFile,
        onLine,
      });
      return { ...running, exited: running.exited.then(reasonOf) };
    },
    untilReady: () => untilReady(service.port, signal),
    mayStart: async () => (await portFault(service.port)) === undefined,
  });
  const ready = kept.ready.catch((error: Error) => {
    signal.throwIfAborted();
    throw new OperatorFault(`${service.name} startet nicht (${error.message}): mehr steht in ${logFile}.`);
  });
  return { ...kept, ready };
}

function reasonOf(ending: Ending): string {
  const words = ending.lastWords.filter((line) => !/^\s+at /.test(line)).slice(-3);
  return [describeEnding(ending), ...words.map((line) => line.trim())].join(' · ');
}

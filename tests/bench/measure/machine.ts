import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';

/** What a machine was like before a measurement, to be compared with what it is like after it. */
export interface MachineBefore {
  readonly load: number;
  readonly ticks: Ticks;
}

interface Ticks {
  readonly all: number;
  /** Taken by the host of a virtual machine for something else: pauses that nobody here is to blame for. */
  readonly stolen: number;
}

export const lookAtMachine = (): MachineBefore => ({ load: loadavg()[0] ?? 0, ticks: readTicks() });

/** Which share of all processor time since then the machine did not get from its host; 0 to 1. */
export function stolenSince({ ticks: before }: MachineBefore): number {
  const now = readTicks();
  return (now.stolen - before.stolen) / Math.max(1, now.all - before.all);
}

/** Linux counts user, nice, system, idle, iowait, irq, softirq and steal, in this order. */
function readTicks(): Ticks {
  const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const ticks = first.trim().split(/\s+/).slice(1, 9).map(Number);
  return { all: ticks.reduce((sum, each) => sum + each, 0), stolen: ticks[7] ?? 0 };
}

import type { Period, Step } from './statistics.types.ts';

/** A period as clients name it: `2023-Q2`, `2023-H1`, `2023`, `2023-2024`. */
export function codeOf({ begins, ends }: Period): string {
  const [year, lastYear, quarters] = [begins.slice(0, 4), ends.slice(0, 4), quartersOf({ begins, ends })];
  if (quarters > 4) return `${year}-${lastYear}`;
  return quarters === 4 ? year : `${year}-${quarters === 1 ? 'Q' : 'H'}${monthOf(ends) / (3 * quarters)}`;
}

/** A period in German. */
export function labelOf({ begins, ends }: Period): string {
  const [year, lastYear, quarters] = [begins.slice(0, 4), ends.slice(0, 4), quartersOf({ begins, ends })];
  if (quarters > 4) return `Jahre ${year} ${quarters > 8 ? 'bis' : 'und'} ${lastYear}`;
  if (quarters === 4) return `Jahr ${year}`;
  return `${monthOf(ends) / (3 * quarters)}. ${quarters === 1 ? 'Quartal' : 'Halbjahr'} ${year}`;
}

/** The period of a year's block, counted from 0. Two years end with the one that is named. */
export function periodOf(year: number, step: Step, block: number): Period {
  const quarters = Math.min(step, 4);
  const first = Temporal.PlainDate.from({
    year: step === 8 ? year - 1 : year,
    month: 3 * quarters * block + 1,
    day: 1,
  });
  const last = first.add({ months: 3 * step }).subtract({ days: 1 });
  return { begins: first.toString(), ends: last.toString() };
}

function quartersOf({ begins, ends }: Period): number {
  return (12 * (Number(ends.slice(0, 4)) - Number(begins.slice(0, 4))) + monthOf(ends) - monthOf(begins) + 1) / 3;
}

function monthOf(day: string): number {
  return Number(day.slice(5, 7));
}

/** Quarters since the year 0. */
export function quarterOf(day: string): number {
  return 4 * Number(day.slice(0, 4)) + Math.floor((monthOf(day) - 1) / 3);
}

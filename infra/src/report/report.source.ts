import { ask, type GraphSource, readOperation } from '../graph/ask.ts';
import { OperatorFault } from '../operator/operator-fault.ts';

/** A report as the graph makes it. */
export interface MadeReport {
  readonly year: number;
  readonly html: string;
  readonly json: string;
}

/**
 * Lets the running system make the report of a year.
 *
 * @param source with a token of a coordinator
 * @param snapshot the newest where it is left out
 * @throws OperatorFault where the system does not answer or refuses
 */
export async function fetchReport(source: GraphSource, year: number, snapshot?: string): Promise<MadeReport> {
  const { makeYearReport: made } = await ask<{ makeYearReport: MadeReport | { readonly reason: string } }>(
    source,
    readOperation('year-report'),
    { year, snapshot },
  );
  if ('reason' in made) throw new OperatorFault(made.reason);
  return made;
}

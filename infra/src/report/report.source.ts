import { ask, findNewestSnapshot, type GraphSource, readOperation } from '../graph/ask.ts';
import { createReport, type Report, type ReportAnswer } from './report.data.ts';

/**
 * Asks the running system for the figures of a year, all from one snapshot.
 *
 * @param source with a token of a coordinator or an analyst
 * @param snapshot the newest where it is left out
 * @throws OperatorFault where the system does not answer or refuses
 */
export async function fetchReport(source: GraphSource, year: number, snapshot?: string): Promise<Report> {
  const id = snapshot ?? (await findNewestSnapshot(source)).id;
  return createReport(year, await ask<ReportAnswer>(source, readOperation('year-report'), { year, snapshot: id }));
}

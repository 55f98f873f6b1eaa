import { isGemeindeAgs, isKreisAgs } from '@gkz-qe/kit/keys.ts';
import { timeZone } from '@gkz-qe/kit/local-day.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { CaseFilter } from '../generated/resolvers.ts';
import { registerKeyOf } from '../routing/keys.ts';
import type { CaseQuery } from './case.types.ts';

const maxKommunen = 100;

/**
 * Reads what a client asks of a list of cases.
 *
 * @param isTopic whether a code is one of the fields of action; asked only where the filter names some
 * @throws Problem BAD_USER_INPUT naming the condition that does not fit
 */
export async function readCaseFilter(
  filter: CaseFilter | null | undefined,
  viewer: Viewer,
  isTopic: (code: string) => Promise<boolean>,
): Promise<CaseQuery> {
  await checkTopics(filter?.topic, isTopic);
  return {
    statuses: filter?.status ?? null,
    advisorId: filter?.mine ? advisorOf(viewer) : null,
    participation: filter?.association
      ? { associations: filter.association, roles: filter.role ?? ['LEAD'] }
      : withoutAssociation(filter),
    kommunen: readKommunen(filter?.kommune),
    topics: filter?.topic ?? null,
    phases: filter?.phase ?? null,
    receivedFrom: filter?.receivedFrom ? beginOf(filter.receivedFrom, 0) : null,
    receivedBefore: filter?.receivedUntil ? beginOf(filter.receivedUntil, 1) : null,
    overdue: filter?.overdue ?? false,
  };
}

function withoutAssociation(filter: CaseFilter | null | undefined): null {
  if (!filter?.role) return null;
  throw badInput('filter.role', 'Bitte nennen Sie zu den Rollen auch die Verbände.');
}

function advisorOf({ advisorId }: Viewer): string {
  if (advisorId !== null) return advisorId;
  throw badInput('filter.mine', 'Eigene Fälle haben nur Beraterinnen und Berater.');
}

async function checkTopics(codes: readonly string[] | null | undefined, isTopic: (code: string) => Promise<boolean>) {
  for (const code of codes ?? []) {
    if (!(await isTopic(code))) throw badInput('filter.topic', 'Dieses Handlungsfeld gibt es nicht.');
  }
}

function readKommunen(keys: readonly string[] | null | undefined): readonly string[] | null {
  if (!keys) return null;
  if (keys.length > maxKommunen) {
    throw badInput('filter.kommune', `Bitte nennen Sie höchstens ${maxKommunen} Kommunen.`);
  }
  if (keys.every((key) => isGemeindeAgs(key) || isKreisAgs(key))) return keys.map(registerKeyOf);
  throw badInput(
    'filter.kommune',
    'Ein Schlüssel hat 8 Ziffern bei Gemeinden und 5 bei Landkreisen und beginnt mit 08.',
  );
}

/** Midnight in Baden-Württemberg at which a day begins, or the day so many days later. */
function beginOf(day: string, later: number): Date {
  const begin = Temporal.PlainDate.from(day).add({ days: later }).toZonedDateTime(timeZone);
  return new Date(begin.epochMilliseconds);
}

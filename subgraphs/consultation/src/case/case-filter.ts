import { isGemeindeAgs, isKreisAgs } from '@gkz-qe/kit/keys.ts';
import { addDays, startOfDay } from '@gkz-qe/kit/local-day.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { CaseFilter, KommuneFilter } from '../generated/resolvers.ts';
import { registerKeyOf } from '../routing/keys.ts';
import type { CaseQuery } from './case.types.ts';

const maxKommunen = 100;

/** What must be looked up for a filter; asked only where the filter names it. */
export interface CaseFilterFacts {
  /** Whether a code is one of the fields of action. */
  readonly isTopic: (code: string) => Promise<boolean>;
  /** Keys of the Kommunen that fit, ended ones that went on in them included. */
  readonly findSeats: (filter: KommuneFilter) => Promise<readonly string[]>;
}

/**
 * Reads what a client asks of a list of cases.
 *
 * @throws Problem BAD_USER_INPUT naming the condition that does not fit
 */
export async function readCaseFilter(
  filter: CaseFilter | null | undefined,
  viewer: Viewer,
  { isTopic, findSeats }: CaseFilterFacts,
): Promise<CaseQuery> {
  await checkTopics(filter?.topic, isTopic);
  return {
    statuses: filter?.status ?? null,
    advisorId: filter?.mine ? advisorOf(viewer) : null,
    participation: filter?.association
      ? { associations: filter.association, roles: filter.role ?? ['LEAD'] }
      : withoutAssociation(filter),
    kommunen: readKommunen(filter?.kommune),
    seats: filter?.seat ? await findSeats(filter.seat) : null,
    topics: filter?.topic ?? null,
    phases: filter?.phase ?? null,
    receivedFrom: filter?.receivedFrom ? startOfDay(filter.receivedFrom) : null,
    receivedBefore: filter?.receivedUntil ? startOfDay(addDays(filter.receivedUntil, 1)) : null,
    overdue: filter?.overdue ?? false,
    answeredOverMinutes: readHours(filter?.firstAnswerOverHours),
  };
}

/** Working hours as minutes, by which they are compared. */
function readHours(hours: number | null | undefined): number | null {
  if (hours == null) return null;
  if (hours >= 0) return hours * 60;
  throw badInput('filter.firstAnswerOverHours', 'Bitte nennen Sie eine Zahl von Stunden.');
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

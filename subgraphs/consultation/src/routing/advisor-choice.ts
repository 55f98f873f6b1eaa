import { holdsOn } from './calendar.ts';
import { compareText, covers, names } from './keys.ts';
import type { AdvisorFact, AssociationCode } from './routing.types.ts';

/** Whom rule 9 looks for. */
export interface AdvisorQuestion {
  readonly association: AssociationCode;
  /** Key of the Kommune that the lead was decided for: the seat, or its Landkreis where the reach is the Landkreis. */
  readonly focus: string;
  /** Keys of all Kommunen of the case, the focus among them. */
  readonly concerns: readonly string[];
  readonly topics: readonly string[];
  readonly on: string;
}

export interface AdvisorChoice {
  readonly advisor: AdvisorFact;
  /** Chosen as deputy of somebody who is absent, not by the score. */
  readonly deputises: boolean;
}

export const isPresent = (advisor: AdvisorFact, on: string): boolean =>
  !advisor.absences.some((absence) => holdsOn(absence, on));

/** The highest level in any of the topics asked for; 0 for none. */
export function topicLevel(advisor: AdvisorFact, topics: readonly string[]): number {
  return Math.max(0, ...advisor.topics.filter(({ topic }) => topics.includes(topic)).map(({ level }) => level));
}

/** What must hold even for a deputy, apart from being present. A conflict with any Kommune of the case excludes. */
function mayAdvise(advisor: AdvisorFact, { concerns }: AdvisorQuestion): boolean {
  const conflict = concerns.some((ags) => names(advisor.conflicts, ags));
  return advisor.active && !conflict && advisor.openCases < advisor.capacity;
}

/** Topic and area: a deputy need not meet them. No topic asked for is no condition. */
function fits(advisor: AdvisorFact, { topics, focus }: AdvisorQuestion): boolean {
  const hasTopic = topics.length === 0 || topicLevel(advisor, topics) > 0;
  return hasTopic && advisor.areas.some((area) => covers(area, focus));
}

/**
 * 3 × topic level + 2 × area + 2 × knows the Kommune + share of capacity free.
 *
 * The focus lies in everybody's area here, so „area“ is the share of all Kommunen of the case that do: 1 unless it is joint.
 */
export function scoreOf(advisor: AdvisorFact, { topics, focus, concerns }: AdvisorQuestion): number {
  const served = concerns.filter((ags) => advisor.areas.some((area) => covers(area, ags))).length;
  const knows = names(advisor.knows, focus) ? 1 : 0;
  const free = (advisor.capacity - advisor.openCases) / advisor.capacity;
  return 3 * topicLevel(advisor, topics) + 2 * (served / concerns.length) + 2 * knows + free;
}

/** Longest without a new case first; who never had one goes before everybody. */
function compareLastAssigned(a: AdvisorFact, b: AdvisorFact): number {
  const instant = ({ lastAssignedAt }: AdvisorFact) =>
    lastAssignedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(lastAssignedAt);
  const [first, second] = [instant(a), instant(b)];
  return first === second ? 0 : first < second ? -1 : 1;
}

/** Ids of today's deputies: of the absence that began last, first. */
function deputiesOf(advisor: AdvisorFact, on: string): string[] {
  return advisor.absences
    .filter((absence) => holdsOn(absence, on))
    .sort((a, b) => compareText(b.from, a.from) || compareText(a.deputy ?? '', b.deputy ?? ''))
    .flatMap(({ deputy }) => deputy ?? []);
}

/** Follows deputies of deputies while these are absent too. `seen` is the guard against loops. */
function findDeputy(
  absent: AdvisorFact,
  question: AdvisorQuestion,
  colleagues: ReadonlyMap<string, AdvisorFact>,
  seen: Set<string> = new Set([absent.id]),
): AdvisorFact | null {
  for (const id of deputiesOf(absent, question.on)) {
    const deputy = colleagues.get(id);
    if (deputy === undefined || seen.has(id)) continue;
    seen.add(id);
    const present = isPresent(deputy, question.on);
    if (present && mayAdvise(deputy, question)) return deputy;
    const next = present ? null : findDeputy(deputy, question, colleagues, seen);
    if (next !== null) return next;
  }
  return null;
}

/**
 * Rule 9: the advisor within the lead association; null if nobody can take it.
 *
 * The best by score wins. If the best is absent, the deputy takes over; if the chain leads nowhere, it is the next best's turn.
 */
export function chooseAdvisor(question: AdvisorQuestion, advisors: readonly AdvisorFact[]): AdvisorChoice | null {
  const team = advisors.filter(({ association }) => association === question.association);
  const colleagues = new Map(team.map((advisor) => [advisor.id, advisor]));
  const ranked = team
    .filter((advisor) => mayAdvise(advisor, question) && fits(advisor, question))
    .map((advisor) => ({ advisor, score: scoreOf(advisor, question) }))
    .sort(
      (a, b) =>
        b.score - a.score || compareLastAssigned(a.advisor, b.advisor) || compareText(a.advisor.id, b.advisor.id),
    );

  for (const { advisor } of ranked) {
    if (isPresent(advisor, question.on)) return { advisor, deputises: false };
    const deputy = findDeputy(advisor, question, colleagues);
    if (deputy !== null) return { advisor: deputy, deputises: true };
  }
  return null;
}

import { addDays, localDay } from '@gkz-qe/kit/local-day.ts';
import type { CaseStatus, LocalActorKind, Phase, ProjectOrigin, ProjectState } from '../generated/resolvers.ts';
import type { ProjectFacts } from '../project/project.types.ts';
import { createRandom, type Random } from './random.ts';
import { createSampleId } from './sample-id.ts';
import { actorNames, milestoneTitles, projectNames } from './sample-project-texts.ts';
import { phases, quartiere } from './sample-texts.ts';

/** What of a sample case its project follows from. */
export interface AccompanyingCase {
  readonly id: string;
  readonly status: CaseStatus;
  readonly phase: Phase;
  readonly kommune: string;
  readonly kommuneName: string;
  readonly quartier: string | null;
  readonly topics: readonly string[];
  readonly association: string | null;
  readonly receivedAt: Date;
  readonly closedAt: Date | null;
}

/** A made up project with all that belongs to it. Days are ISO 8601. */
export interface SampleProject
  extends Pick<ProjectFacts, 'id' | 'kommune' | 'name' | 'quartier' | 'origin' | 'phase' | 'state' | 'published'>,
    Pick<ProjectFacts, 'startedOn' | 'endedOn' | 'topics'> {
  readonly association: string | null;
  readonly phases: readonly { readonly at: Date; readonly phase: Phase }[];
  readonly milestones: readonly SampleMilestone[];
  readonly localActors: readonly SampleActor[];
  readonly cases: readonly { readonly id: string; readonly at: Date }[];
}

interface SampleMilestone {
  readonly id: string;
  readonly title: string;
  readonly state: 'PLANNED' | 'REACHED' | 'DROPPED';
  readonly plannedOn: string;
  readonly settledOn: string | null;
}

interface SampleActor {
  readonly id: string;
  readonly name: string;
  readonly kind: LocalActorKind;
  readonly since: string;
  readonly until: string | null;
}

const first = phases.indexOf('CONCEPT');

/** Whether a project comes of a case: the Kommune conceives it, or is further. */
export function reachesProject({ phase }: Pick<AccompanyingCase, 'phase'>): boolean {
  return phases.indexOf(phase) >= first;
}

/**
 * Makes up the projects that sample cases accompany, the same in every run. A later case of a Kommune often accompanies the project
 * that an earlier one did, where that is over and the project not yet further.
 *
 * @param cases in the order of receipt, those alone that reach a project
 * @param now after which nothing has happened
 */
export function createSampleProjects(cases: readonly AccompanyingCase[], now: Date): SampleProject[] {
  const chains = new Map<string, AccompanyingCase[]>();
  const latest = new Map<string, AccompanyingCase[]>();
  for (const [index, row] of cases.entries()) {
    const chain = latest.get(row.kommune);
    if (chain && continues(chain, row) && createRandom(index).chance(0.6)) chain.push(row);
    else {
      chains.set(row.id, [row]);
      latest.set(row.kommune, chains.get(row.id) ?? []);
    }
  }
  return [...chains.values()].map((chain, index) => createProject(chain, createRandom(1_000_003 + index), now));
}

function continues(chain: readonly AccompanyingCase[], next: AccompanyingCase): boolean {
  const last = chain.at(-1);
  return (
    last !== undefined &&
    last.closedAt !== null &&
    last.closedAt <= next.receivedAt &&
    phases.indexOf(last.phase) <= phases.indexOf(next.phase)
  );
}

function createProject(chain: readonly AccompanyingCase[], random: Random, now: Date): SampleProject {
  const [begin, last] = [chain[0], chain.at(-1)];
  if (begin === undefined || last === undefined) throw new Error('a project is accompanied by a case');
  const origin = drawOrigin(random, begin.receivedAt);
  const startedOn = drawStart(random, origin, begin.receivedAt);
  const quartier = begin.quartier ?? random.pick(quartiere);
  const end = drawEnd(random, last, now);
  return {
    ...{ kommune: begin.kommune, quartier, origin, startedOn, phase: last.phase, topics: begin.topics },
    id: createSampleId(random, begin.receivedAt),
    name: random.pick(projectNames).replace('{quartier}', quartier).replace('{ort}', begin.kommuneName),
    ...{ ...end, association: begin.association, published: random.chance(end.state === 'FINISHED' ? 0.7 : 0.4) },
    phases: drawPhases(begin, last, now),
    milestones: drawMilestones(
      random,
      begin.receivedAt,
      startedOn,
      end.endedOn ?? localDay(now.toTemporalInstant()),
      end.state,
    ),
    localActors: drawActors(random, begin, startedOn, end.endedOn),
    cases: chain.map(({ id, receivedAt }) => ({ id, at: receivedAt })),
  };
}

/** What was handed in for the Quartierswettbewerb 2017 came to the centre in its first years. */
function drawOrigin(random: Random, receivedAt: Date): ProjectOrigin {
  if (receivedAt.getUTCFullYear() <= 2022 && random.chance(0.4)) return 'QUARTIERSWETTBEWERB_2017';
  return random.weighted([
    ['KOMMUNE', 50],
    ['CIVIC_INITIATIVE', 25],
    ['FUNDING_CALL', 20],
    ['OTHER', 5],
  ] as const);
}

function drawStart(random: Random, origin: ProjectOrigin, receivedAt: Date): string {
  if (origin === 'QUARTIERSWETTBEWERB_2017') return addDays('2017-03-01', random.below(270));
  return addDays(localDay(receivedAt.toTemporalInstant()), -random.below(400));
}

/** A project can end once nobody advises on it any more. */
function drawEnd(random: Random, { closedAt, phase }: AccompanyingCase, now: Date) {
  const isFar = phases.indexOf(phase) >= phases.indexOf('IMPLEMENTATION');
  const chance = isFar ? 0.8 : 0.15;
  const endedAt = closedAt && new Date(closedAt.getTime() + random.duration(200, 0.7) * 86_400_000);
  if (endedAt === null || endedAt > now || !random.chance(chance)) return { state: 'RUNNING' as const, endedOn: null };
  const state = isFar ? ('FINISHED' as const) : ('GIVEN_UP' as const);
  return { state, endedOn: localDay(endedAt.toTemporalInstant()) };
}

/** From the orientation to the phase in which the project is, evenly over the time in which it was advised on. */
function drawPhases({ receivedAt }: AccompanyingCase, last: AccompanyingCase, now: Date): SampleProject['phases'] {
  const gone = phases.slice(0, phases.indexOf(last.phase) + 1);
  const length = (last.closedAt ?? now).getTime() - receivedAt.getTime();
  return gone.map((phase, index) => ({
    phase,
    at: new Date(receivedAt.getTime() + Math.floor((length * index) / gone.length)),
  }));
}

function drawMilestones(
  random: Random,
  at: Date,
  from: string,
  until: string,
  state: ProjectState,
): readonly SampleMilestone[] {
  const days = daysBetween(from, until);
  const count = 1 + random.below(milestoneTitles.length);
  return milestoneTitles.slice(0, count).map((title, index) => {
    const plannedOn = addDays(from, Math.floor((days * (index + 1)) / (count + (state === 'RUNNING' ? -0.5 : 0.5))));
    const milestone = { id: createSampleId(random, at), title, plannedOn };
    if (plannedOn > until) return { ...milestone, state: 'PLANNED', settledOn: null };
    const settledOn = addDays(plannedOn, Math.min(random.below(60), daysBetween(plannedOn, until)));
    return { ...milestone, state: random.chance(0.9) ? 'REACHED' : 'DROPPED', settledOn };
  });
}

function daysBetween(from: string, until: string): number {
  return Temporal.PlainDate.from(from).until(until, { largestUnit: 'days' }).days;
}

function drawActors(
  random: Random,
  { kommuneName, receivedAt }: AccompanyingCase,
  since: string,
  until: string | null,
): readonly SampleActor[] {
  const start = random.below(actorNames.length);
  const rest = [...actorNames.slice(start), ...actorNames.slice(0, start)];
  return rest.slice(0, random.below(4)).map(([name, kind]) => ({
    ...{ id: createSampleId(random, receivedAt), name: name.replace('{ort}', kommuneName), kind, since, until },
  }));
}

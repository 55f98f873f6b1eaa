import { localDay } from '@gkz-qe/kit/local-day.ts';
import { isOpen } from '../case/case-state.ts';
import { route } from '../routing/route.ts';
import type { AdvisorFact, KommuneFact, RoutingDecision } from '../routing/routing.types.ts';
import { createRandom, type Random } from './random.ts';
import type { SampleCase, SampleInquiry, SampleTopic } from './sample.types.ts';
import { createSampleCase } from './sample-case.ts';
import { createSampleHistory } from './sample-history.ts';
import { createSampleId } from './sample-id.ts';
import { drawInquiry } from './sample-inquiry.ts';
import { tellOthers } from './sample-others.ts';
import { leadOf, type SampleOutcome, sumUp } from './sample-outcome.ts';
import { type Leader, type StoryEvent, tellStory } from './sample-story.ts';
import { chooseAnother, createSampleTeam } from './sample-team.ts';
import { createSampleWorld } from './sample-world.ts';
import { createWorkingTime } from './working-time.ts';

/** The sample's years: fixed, so that the samples are the same whenever they are made. */
const firstDay = '2018-12-03';
const lastDay = '2026-11-20';

/** What was closed before this day has been made anonymous three years later; the rest waits for the nightly job. */
const anonymousBefore = '2021-01-01';

/** So many cases make a centre as busy as its advisors can bear; more are there to measure with. */
const natural = 2_000;

export interface SampleOptions {
  /** All Kommunen that exist. */
  readonly kommunen: readonly KommuneFact[];
  /** In the official order. */
  readonly topics: readonly SampleTopic[];
  readonly count: number;
}

type Maker = ReturnType<typeof createMaker>;

/**
 * Makes up the cases of eight years, in the order of receipt and the same in every run: with the real register, the sample
 * memberships and advisors, the rules of routing and the state machine. One at a time, so that millions need no memory.
 */
export function* createSampleCases(options: SampleOptions): Generator<SampleCase> {
  const maker = createMaker(options);
  for (let index = 0; index < options.count; index++) yield makeCase(maker, index);
}

function createMaker({ kommunen, topics, count }: SampleOptions) {
  const time = createWorkingTime(firstDay, lastDay);
  return {
    ...{ count, time },
    now: time.momentAt(time.length),
    anonymousBefore: createWorkingTime(firstDay, anonymousBefore).length,
    world: createSampleWorld(kommunen, topics),
    team: createSampleTeam(Math.max(1, count / natural)),
    history: createSampleHistory(),
  };
}

/** A case while it is being made. */
interface Draft {
  readonly random: Random;
  readonly start: number;
  readonly on: string;
  readonly inquiry: SampleInquiry;
  readonly decision: RoutingDecision;
  readonly advisors: readonly AdvisorFact[];
}

function makeCase(maker: Maker, index: number): SampleCase {
  const { time, world, history, team, now } = maker;
  const draft = createDraft(maker, index);
  const { random, start, on, inquiry, decision } = draft;
  const receivedAt = time.momentAt(start);
  const duplicateOf = history.latestOf(decision.seat);
  const story = cutAtPresent(maker, index, start, tell(maker, draft, duplicateOf !== null));
  const outcome = sumUp(story, inquiry.channel, time.momentAt);
  const lead = leadOf(outcome);
  const id = createSampleId(random, receivedAt);
  const others =
    outcome.routedAt === null
      ? { participations: [], timeline: [] }
      : tellOthers({
          random,
          decision,
          lead,
          routedAt: outcome.routedAt,
          now,
          advisorFor: (code) => another(draft, code),
        });
  const number = history.nextNumber(receivedAt);
  const row = createSampleCase({
    ...{ random, world, id, number, receivedAt, now, inquiry, decision, outcome, others, duplicateOf },
  });
  const closedOn = outcome.closedAt && localDay(outcome.closedAt.toTemporalInstant());
  history.add(decision.seat, id, lead, on, closedOn);
  takeLead(team, outcome, story, decision, time.length);
  return row;
}

/** The last of the cases, which an event in the last days has brought: as many as show every early status. */
const rush = { share: 0.013, days: 1.7 };

/** Where on the time line a share of all cases has come in. More and more ask, so the later part is denser. */
function placeOf(share: number, length: number): number {
  const begin = length - rush.days;
  const before = share / (1 - rush.share);
  return before < 1 ? begin * before ** 0.75 : begin + rush.days * ((share - 1 + rush.share) / rush.share);
}

/** Who asks when for what, and what routing says to it. */
function createDraft({ count, time, world, team, history }: Maker, index: number): Draft {
  const random = createRandom(index);
  const start = placeOf((index + random.next()) / count, time.length);
  const on = localDay(time.momentAt(start).toTemporalInstant());
  const inquiry = drawInquiry(random, world, start / time.length);
  const keys = [inquiry.place?.value ?? [], inquiry.furtherPlaces].flat();
  const seat = inquiry.place?.value ?? null;
  const advisors = team.factsOn(Math.floor(start), seat);
  const { consent: consentToInformKommune, place, furtherPlaces, reach, inquirerKind, topics, wish } = inquiry;
  const decision = route(
    { place, furtherPlaces, reach, inquirerKind, topics, wish, consentToInformKommune, on },
    {
      ...{ placeMatches: [], unincorporated: [], advisors, cases: history.factsOf(seat) },
      kommunen: keys.map(world.kommuneOf),
      memberships: world.membershipsOf(keys),
    },
  );
  return { random, start, on, inquiry, decision, advisors };
}

function another(
  { inquiry, decision, on, advisors }: Draft,
  association: Leader['association'],
  except: string | null = null,
) {
  return chooseAnother(association, { concerns: decision.concerns, topics: inquiry.topics, on }, advisors, except);
}

function tell(maker: Maker, draft: Draft, mayRepeat: boolean): readonly StoryEvent[] {
  const { random, start, inquiry, decision } = draft;
  // Where routing leaves a case to the team, somebody in it takes it.
  const first: Leader | null = decision.lead && {
    association: decision.lead,
    advisorId: decision.advisor?.id ?? another(draft, decision.lead),
  };
  return tellStory({
    ...{ random, start, first, mayRepeat, channel: inquiry.channel, anonymousBefore: maker.anonymousBefore },
    second: () => {
      const association = first?.association ?? inquiry.wish ?? random.pick(['STAEDTETAG', 'GEMEINDETAG'] as const);
      return { association, advisorId: another(draft, association, first?.advisorId ?? null) };
    },
  });
}

/**
 * What has not happened yet is left out. Of the cases that are there to measure with, only as many as advisors can bear are left
 * open; the others come to their end a little sooner.
 */
function cutAtPresent({ count, time }: Maker, index: number, start: number, story: readonly StoryEvent[]) {
  const mayBeOpen = index % Math.max(1, Math.round(count / natural)) === 0;
  const end = story.at(-1)?.place ?? start;
  const pace = mayBeOpen || end < time.length ? 1 : (0.999 * (time.length - start)) / (end - start);
  return story
    .map((event) => ({ ...event, place: start + pace * (event.place - start) }))
    .filter(({ place }) => place < time.length);
}

/** The advisor who leads in the end has the case until it is over. */
function takeLead(
  team: Maker['team'],
  outcome: SampleOutcome,
  story: readonly StoryEvent[],
  decision: RoutingDecision,
  present: number,
): void {
  const lead = outcome.leads.find(({ untilAt }) => untilAt === null);
  if (!lead?.advisorId) return;
  const end = story.findLast((event) => event.kind === 'STATUS' && !isOpen(event.to) && event.to !== 'ANONYMISED');
  team.take(lead.advisorId, isOpen(outcome.status) ? present : (end?.place ?? present), decision.concerns, lead.fromAt);
}

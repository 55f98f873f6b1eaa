import type { Channel, InquirerKind, Reach, SupportKind } from '../generated/resolvers.ts';
import type { AssociationCode, KommuneFact } from '../routing/routing.types.ts';
import type { Random } from './random.ts';
import type { SampleInquiry } from './sample.types.ts';
import { drawPerson } from './sample-person.ts';
import { additions, concerns, quartiere } from './sample-texts.ts';
import type { SampleWorld } from './sample-world.ts';

/** Where an inquiry is about. */
interface Scene {
  readonly seat: KommuneFact | null;
  readonly others: readonly KommuneFact[];
  readonly reach: Reach;
}

/** Draws an inquiry. `age` is 0 for the first of the sample's years and 1 for the present: more and more come by the form. */
export function drawInquiry(random: Random, world: SampleWorld, age: number): SampleInquiry {
  const scene = drawScene(random, world);
  const inquirerKind = drawInquirerKind(random, scene);
  const topics = drawTopics(random, world);
  const quartier = random.chance(0.6) ? random.pick(quartiere) : null;
  return {
    ...{ inquirerKind, topics, quartier, reach: scene.reach },
    place: scene.seat && { by: 'AGS', value: scene.seat.ags },
    furtherPlaces: scene.others.map(({ ags }) => ags),
    channel: drawChannel(random, age),
    support: drawSupport(random),
    wish: random.chance(0.04) ? random.pick<AssociationCode>(['STAEDTETAG', 'GEMEINDETAG']) : null,
    consent: random.chance(0.6),
    concern: drawConcern(random, topics[0] ?? 'BET', scene.seat, quartier),
    person: drawPerson(random, inquirerKind, scene.seat),
  };
}

function drawScene(random: Random, world: SampleWorld): Scene {
  type Kind = 'gemeinde' | 'joint' | 'landkreis' | 'wholeLandkreis' | 'nowhere' | 'land';
  const kind = random.weighted<Kind>([
    ['gemeinde', 77],
    ['joint', 9],
    ['landkreis', 8],
    ['wholeLandkreis', 1.5],
    ['nowhere', 3],
    ['land', 1.5],
  ]);
  const alone = (seat: KommuneFact | null, reach: Reach): Scene => ({ seat, others: [], reach });
  if (kind === 'nowhere') return alone(null, 'KOMMUNE');
  if (kind === 'land') return alone(null, 'LAND');
  if (kind === 'landkreis') return alone(world.drawLandkreis(random), 'LANDKREIS');
  const seat = world.drawGemeinde(random);
  if (kind === 'wholeLandkreis') return alone(seat, 'LANDKREIS');
  const others = kind === 'joint' ? drawOthers(random, world, seat) : [];
  return { seat, others, reach: others.length > 0 ? 'SEVERAL' : 'KOMMUNE' };
}

/** Mostly neighbours; now and then a Kommune far away with the same question. */
function drawOthers(random: Random, world: SampleWorld, seat: KommuneFact): readonly KommuneFact[] {
  const neighbours = world.drawNeighbours(random, seat, 1 + random.below(3));
  const distant = random.chance(0.2) ? [world.drawGemeinde(random)] : [];
  return [...new Set([...neighbours, ...distant])].filter(({ ags }) => ags !== seat.ags);
}

function drawInquirerKind(random: Random, { seat, others }: Scene): InquirerKind {
  if (others.length > 0 && random.chance(0.4)) return 'MUNICIPAL_ALLIANCE';
  const municipal: InquirerKind = seat?.kind === 'LANDKREIS' ? 'LANDKREIS' : 'KOMMUNE';
  return random.weighted<InquirerKind>([
    [municipal, seat === null ? 0 : 62],
    ['ASSOCIATION_OF_CITIZENS', 11],
    ['INITIATIVE', 7],
    ['PROVIDER', 8],
    ['HOUSING', 4],
    ['SCIENCE', 3],
    ['PRIVATE', 5],
  ]);
}

/** Care and participation are asked for most. */
const demand: Readonly<Record<string, number>> = { BET: 24, PFL: 26, WOH: 18, FAM: 11, WIR: 9, INK: 7, DIG: 5 };

function drawTopics(random: Random, { topics }: SampleWorld): readonly string[] {
  const count = random.weighted([
    [1, 58],
    [2, 32],
    [3, 10],
  ]);
  const weights = topics.map(({ code }) => [code, demand[code] ?? 5] as const);
  const drawn = new Set(Array.from({ length: count }, () => random.weighted(weights)));
  return topics.flatMap(({ code }) => (drawn.has(code) ? [code] : []));
}

function drawChannel(random: Random, age: number): Channel {
  return random.weighted<Channel>([
    ['WEB', 20 + 40 * age],
    ['MAIL', 35],
    ['PHONE', 30 - 15 * age],
    ['EVENT', 8],
  ]);
}

function drawSupport(random: Random): readonly SupportKind[] {
  const main = random.weighted<SupportKind>([
    ['FIRST_CONSULTATION', 40],
    ['PROCESS_ACCOMPANIMENT', 18],
    ['FUNDING_ADVICE', 14],
    ['INFORMATION', 12],
    ['EXPERT_REFERRAL', 7],
    ['NETWORKING', 6],
    ['QUALIFICATION', 3],
  ]);
  const more: readonly SupportKind[] = ['FUNDING_ADVICE', 'NETWORKING', 'PROCESS_ACCOMPANIMENT'];
  return random.chance(0.25) ? [...new Set([main, random.pick(more)])] : [main];
}

function drawConcern(random: Random, topic: string, seat: KommuneFact | null, quartier: string | null): string {
  const text = random.pick(concerns[topic] ?? Object.values(concerns).flat());
  const where = quartier === null ? 'unserem Quartier' : `dem Quartier ${quartier}`;
  const said = text
    .replaceAll(/(i)n \{ort\}/gi, (_, i: string) => (seat?.kind === 'LANDKREIS' ? `${i}m ${seat.name}` : `${i}n {ort}`))
    .replaceAll('{ort}', seat?.name ?? 'unserem Ort')
    .replaceAll('{quartier}', where);
  return random.chance(0.5) ? `${said} ${random.pick(additions)}` : said;
}

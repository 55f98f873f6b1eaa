import { badInput } from '@gkz-qe/kit/problem.ts';
import type { RoutingInput } from '../generated/resolvers.ts';
import type { RegisterService } from '../register/register.service.ts';
import type { TopicService } from '../topic/topic.service.ts';
import { withoutMissingDirectories } from './missing-directory.ts';
import { readFurtherPlaces, readPlace } from './place.input.ts';
import { route } from './route.ts';
import type { RoutingRepository } from './routing.repository.ts';
import type { AdvisorFact, AssociationCode, RoutingDecision, RoutingFacts, RoutingInquiry } from './routing.types.ts';

export interface RoutingServiceParts {
  readonly routing: RoutingRepository;
  readonly register: Pick<RegisterService, 'findPlaceFacts'>;
  readonly topics: Pick<TopicService, 'find'>;
  /** The day of receipt of a trial run that names none. */
  readonly today: string;
}

/** What the rules were told; kept to decide once more with newer facts. */
export interface GatheredFacts extends RoutingFacts {
  readonly knownDirectories: ReadonlySet<AssociationCode>;
}

export type RoutingService = ReturnType<typeof createRoutingService>;

/** Zuständigkeit: who leads. The rules are the pure function `route`; here they get their facts. */
export function createRoutingService({ routing, register, topics, today }: RoutingServiceParts) {
  return {
    /**
     * Checks what a client says of an inquiry as far as routing is concerned.
     *
     * @param on day of receipt
     * @throws Problem BAD_USER_INPUT naming what does not fit
     */
    async readInquiry(
      input: Omit<RoutingInput, 'on'>,
      { on, consentToInformKommune }: { readonly on: string; readonly consentToInformKommune: boolean },
    ): Promise<RoutingInquiry> {
      return {
        place: readPlace(input.place),
        furtherPlaces: readFurtherPlaces(input.furtherPlaces),
        reach: input.reach ?? 'KOMMUNE',
        inquirerKind: input.inquirerKind,
        topics: await readTopics(input.topics, topics),
        wish: input.wish ?? null,
        consentToInformKommune,
        on,
      };
    },

    /** Looks up what the rules need for one inquiry, but for advisors: who leads does not depend on them. */
    async gatherFacts({ place, furtherPlaces, on }: RoutingInquiry): Promise<GatheredFacts> {
      const places = await register.findPlaceFacts(place, furtherPlaces);
      const ags = places.kommunen.map((kommune) => kommune.ags);
      return {
        ...places,
        knownDirectories: await routing.findKnownDirectories(),
        memberships: await routing.findMemberships(ags),
        cases: await routing.findCases(ags, on),
        advisors: [],
      };
    },

    decide,

    /** The trial run: the same decision as for a submission today, and nothing is created. */
    async tryOut({ on, ...input }: RoutingInput): Promise<RoutingDecision> {
      const inquiry = await this.readInquiry(input, { on: on ?? today, consentToInformKommune: false });
      const facts = await this.gatherFacts(inquiry);
      return decide(inquiry, facts, await routing.findAdvisors(facts.kommunen.map(({ ags }) => ags)));
    },
  };
}

/**
 * Applies the rules.
 *
 * @param advisors those of whom one is chosen; without any, only which association leads can be told
 * @throws Problem BAD_USER_INPUT for a key that the register does not know
 */
export function decide(
  inquiry: RoutingInquiry,
  facts: GatheredFacts,
  advisors: readonly AdvisorFact[] = facts.advisors,
): RoutingDecision {
  const decision = route(inquiry, { ...facts, advisors });
  const [unknown] = decision.unknownKeys;
  if (unknown !== undefined) {
    const argument = unknown === inquiry.place?.value ? 'input.place.ags' : 'input.furtherPlaces';
    throw badInput(argument, `Den Schlüssel ${unknown} gibt es im Gemeindeverzeichnis von Baden-Württemberg nicht.`);
  }
  return withoutMissingDirectories(decision, facts, facts.knownDirectories);
}

async function readTopics(
  codes: readonly string[] | null | undefined,
  topics: Pick<TopicService, 'find'>,
): Promise<readonly string[]> {
  const given = [...new Set(codes ?? [])];
  for (const code of given) {
    if ((await topics.find(code)) === null) throw badInput('input.topics', 'Dieses Handlungsfeld gibt es nicht.');
  }
  return given;
}

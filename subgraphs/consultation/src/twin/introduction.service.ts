import { numberBetween, readInput } from '@gkz-qe/kit/input.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import { badInput, Problem } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { z } from 'zod';
import type { CaseRow } from '../case/case.types.ts';
import type { AnswerIntroductionInput, IntroductionState } from '../generated/resolvers.ts';
import type { InquirerRepository } from '../inquiry/inquirer.repository.ts';
import { requireScope, subjectOf } from '../policy.ts';
import type { AccompanimentRow } from '../project/project.types.ts';
import type { IntroductionRepository } from './introduction.repository.ts';
import type { IntroductionFacts, IntroductionRow, SideFacts } from './introduction.types.ts';
import type { IntroductionTurn, IntroductionTurns } from './introduction-turn.repository.ts';

/** What recording an answer came to. */
export type AnswerOutcome = { readonly introductionId: string } & (
  | { readonly kind: 'ANSWERED' }
  | { readonly kind: 'STALE'; readonly basedOn: number; readonly version: number }
  | { readonly kind: 'REFUSED'; readonly reason: string; readonly missing: readonly string[] }
);

export interface IntroductionServiceParts {
  readonly viewer: Viewer;
  readonly introductions: IntroductionRepository;
  readonly turns: () => IntroductionTurns;
  /** Reads in the name of the person with this subject, since both Kommunen have agreed. */
  readonly inquirersFor: (subject: string) => InquirerRepository;
  readonly now: () => Date;
}

export type IntroductionService = ReturnType<typeof createIntroductionService>;

/** Introductions: what both sides may know of them, and their answers. */
export function createIntroductionService(parts: IntroductionServiceParts) {
  const { viewer, introductions, turns, inquirersFor, now } = parts;
  return {
    find: (id: string) => introductions.loadById(id),
    ofCase: async ({ id, content }: CaseRow) => (content ? introductions.loadOfCase(id) : null),
    ofProject: ({ projectId }: AccompanimentRow) => introductions.loadOfProject(projectId),

    stateOf({ introduced, lapsesAt }: IntroductionRow): IntroductionState {
      if (introduced) return 'INTRODUCED';
      return lapsesAt > now() ? 'OPEN' : 'LAPSED';
    },

    /** Null as long as not both have agreed. Each read is logged. */
    async contactsOf({ id, introduced }: IntroductionRow) {
      requireScope(viewer, 'inquirer:read');
      if (!introduced) return null;
      const inquirers = inquirersFor(subjectOf(viewer));
      const contacts = await introductions.loadContacts(id);
      return Promise.all(
        contacts.map(async ({ side, caseId, inquirerKind }) => {
          const person = await inquirers.loadLogged(caseId);
          return { side, person: person && { kind: inquirerKind, ...person } };
        }),
      );
    },

    /** @throws Problem UNAUTHENTICATED, FORBIDDEN; NOT_FOUND also for a side that is not the viewer's to know; BAD_USER_INPUT */
    async answer(input: AnswerIntroductionInput): Promise<AnswerOutcome> {
      requireScope(viewer, 'case:write');
      const actor = subjectOf(viewer);
      const said = readInput(schema, input);
      const { introduction: introductionId, side, version } = said;
      return turns().inTurn(introductionId, said.caseId ?? null, async (turn): Promise<AnswerOutcome> => {
        const facts = await turn.find();
        const own = requireWritable(side === 'ASKING' ? facts?.asking : facts?.asked);
        if (facts === null) throw new Error('a side without its introduction');
        if (version > own.version) throw badInput('input.version', 'Diese Fassung gibt es nicht.');
        if (version < own.version) return { kind: 'STALE', introductionId, basedOn: version, version: own.version };
        const refusal = await findObstacle(turn, facts, said, now());
        if (refusal) return { kind: 'REFUSED', introductionId, missing: [], ...refusal };
        const caseId = side === 'ASKING' ? facts.askingCaseId : (said.caseId ?? own.caseId);
        // A no that was never preceded by a yes names nobody, so it needs no case of its own.
        await record(turn, facts, { ...said, caseId: caseId ?? facts.askingCaseId }, actor, now());
        return { kind: 'ANSWERED', introductionId };
      });
    },
  };
}

const nobody = '00000000-0000-0000-0000-000000000000';
const key = z.string().transform((id) => (isUuid(id) ? id.toLowerCase() : nobody));

const schema = z.object({
  ...{ introduction: key, consents: z.boolean(), side: z.enum(['ASKING', 'ASKED']) },
  ...{ version: numberBetween(0, 2_147_483_647, 'Die Fassung ist eine ganze Zahl ab 0.'), caseId: key.nullish() },
});
type Said = z.output<typeof schema>;

function requireWritable(side: SideFacts | undefined): SideFacts {
  if (!side?.readable) throw new Problem('NOT_FOUND', 'Diese Vernetzung gibt es nicht.');
  if (side.writable) return side;
  throw new Problem('FORBIDDEN', 'Für eine Kommune antwortet, wer ihren Fall leitet oder dabei mitberät.');
}

/** A no can always be recorded: also after the time, and where somebody has said yes before. */
async function findObstacle(turn: IntroductionTurn, facts: IntroductionFacts, said: Said, at: Date) {
  if (!said.consents) return null;
  if (facts.lapsesAt <= at) return { reason: 'Die Zeit für diese Vernetzung ist abgelaufen.' };
  if (said.side === 'ASKING') return null;
  if (!said.caseId) {
    return { reason: 'Bitte nennen Sie den Fall, dessen Ansprechperson zustimmt.', missing: ['caseId'] };
  }
  if (await turn.isContact(said.caseId, facts.projectId)) return null;
  throw badInput('input.caseId', 'Dieser Fall begleitet das Projekt nicht.');
}

async function record(
  turn: IntroductionTurn,
  { id, asking, asked, askingCaseId }: IntroductionFacts,
  { side, consents, caseId }: Said & { readonly caseId: string },
  actor: string,
  at: Date,
): Promise<void> {
  await turn.record({ introductionId: id, side, consents, caseId, at, actor });
  const before = asking.consents === true && asked.consents === true;
  const other = side === 'ASKING' ? asked : asking;
  if (before || !consents || other.consents !== true) return;
  const askedCaseId = side === 'ASKED' ? caseId : asked.caseId;
  await turn.tellAgreement(askedCaseId === null ? [askingCaseId] : [askingCaseId, askedCaseId], at);
}

import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { isOpen } from '../case/case-state.ts';
import { Participation } from '../case/participation.entity.ts';
import type { DecidedChange, NewEntry, PartChange, PartFact } from './case-work.types.ts';

type Ending = Extract<PartChange, { kind: 'END' }>;
type Kept = Extract<PartChange, { kind: 'ACCEPT' | 'NAME' }>;

/** Parts end before others begin: an association has one part in force, and a case one lead. */
export async function writeParts(em: EntityManager, change: DecidedChange, entryIds: ReadonlyMap<NewEntry, string>) {
  const { before, after, plan, at } = change;
  const changes = plan.parts ?? [];
  for (const part of changes) if (part.kind === 'END') await endPart(em, part, at, entryIds);
  for (const part of changes) if (part.kind === 'ACCEPT' || part.kind === 'NAME') await changePart(em, part, at);
  for (const part of after.parts.filter(isNew)) await addPart(em, part, change);
  for (const { id, answerDueAt } of requestsThatBegin(before.parts, after.parts)) {
    await em.nativeUpdate(Participation, { id }, { answerDueAt });
  }
}

async function endPart(
  em: EntityManager,
  { id, state, because }: Ending,
  at: Date,
  entryIds: ReadonlyMap<NewEntry, string>,
): Promise<void> {
  const endingEntry = (because && entryIds.get(because)) ?? null;
  await em.nativeUpdate(Participation, { id }, { state, untilAt: at, endingEntry });
}

async function changePart(em: EntityManager, part: Kept, at: Date): Promise<void> {
  const { id, advisorId } = part;
  if (part.kind === 'NAME') await em.nativeUpdate(Participation, { id }, { advisorId });
  else {
    const begin = part.takesForce ? { fromAt: at } : {};
    await em.nativeUpdate(Participation, { id }, { advisorId, state: 'ACCEPTED', answerDueAt: null, ...begin });
  }
}

/** A part that is not written yet has no key. */
const isNew = ({ id }: PartFact) => id === '';

async function addPart(em: EntityManager, part: PartFact, { after, at }: DecidedChange): Promise<void> {
  const { association, role, state, advisorId, answerDueAt } = part;
  const begin = part.inForce ? { fromAt: at } : { proposedAt: at };
  const ofCase = { caseId: after.id, caseReceivedAt: after.receivedAt, caseOpen: isOpen(after.status) };
  await em.insert(Participation, { association, role, state, advisorId, answerDueAt, ...begin, ...ofCase });
}

/** What was asked while nobody could answer. */
function requestsThatBegin(before: readonly PartFact[], after: readonly PartFact[]): readonly PartFact[] {
  const asleep = new Set(before.flatMap(({ id, answerDueAt }) => (answerDueAt === null ? [id] : [])));
  return after.filter(({ id, answerDueAt }) => asleep.has(id) && answerDueAt !== null);
}

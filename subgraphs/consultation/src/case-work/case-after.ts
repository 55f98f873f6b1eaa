import { isOpen } from '../case/case-state.ts';
import type { ClockFacts } from '../clock/deadlines.ts';
import type { CaseFacts, PartChange, PartFact, Plan } from './case-work.types.ts';
import { answerDueAfter, deadlinesAfter } from './deadlines.ts';
import { isUnanswered, leadOf } from './relations.ts';
import type { Row } from './transitions.ts';

/** The case as the row of the table and the plan leave it. */
export function caseAfter(row: Row, before: CaseFacts, plan: Plan, at: Date, clock: ClockFacts): CaseFacts {
  const { firstAnsweredAt: answeredAt = null, ...rest } = plan.patch ?? {};
  const status = row.to ?? before.status;
  const after = {
    ...before,
    ...momentsAfter(row, before, answeredAt, at),
    // An open case is in the phase of its project.
    ...(row.sets.includes('reopened') && before.project && { phase: before.project.phase }),
    ...rest,
    status,
    parts: partsAfter(before.parts, plan.parts ?? []).map((part) => ({
      ...part,
      answerDueAt: answerDueAfter(part, status, at, clock),
    })),
  };
  refuseWithoutOwner(after);
  return { ...after, ...deadlinesAfter({ row, before, after, at }, clock) };
}

function momentsAfter({ sets }: Row, facts: CaseFacts, answeredAt: Date | null, at: Date) {
  return {
    // A first answer is the first for ever.
    firstAnsweredAt: facts.firstAnsweredAt ?? (sets.includes('firstAnsweredAtOnce') ? answeredAt : null),
    assignedAt: sets.includes('assignedAt') ? at : facts.assignedAt,
    closedAt: sets.includes('closedAt') ? at : sets.includes('reopened') ? null : facts.closedAt,
  };
}

function partsAfter(parts: readonly PartFact[], changes: readonly PartChange[]): readonly PartFact[] {
  const byId = new Map(changes.flatMap((change) => (change.kind === 'ADD' ? [] : [[change.id, change] as const])));
  const kept = parts.flatMap((part): PartFact[] => {
    const change = byId.get(part.id);
    if (change === undefined) return [part];
    if (change.kind === 'END') return [];
    const { advisorId } = change;
    if (change.kind === 'NAME') return [{ ...part, advisorId }];
    return [{ ...part, advisorId, state: 'ACCEPTED', inForce: part.inForce || change.takesForce === true }];
  });
  return [...kept, ...changes.flatMap((change) => (change.kind === 'ADD' ? [newPart(change)] : []))];
}

/** A part that is not written yet has no key. */
function newPart({ kind: _kind, ...part }: Extract<PartChange, { kind: 'ADD' }>): PartFact {
  return { ...part, id: '', answerDueAt: null };
}

/** The coordinators own what is in triage, everything else that is open the association that leads. A plan without is a bug. */
function refuseWithoutOwner({ status, parts }: CaseFacts): void {
  const led = leadOf(parts) !== null;
  const inTriage = status === 'RECEIVED' || status === 'IN_TRIAGE';
  if (isOpen(status) && led === inTriage)
    throw new Error(`a case would be ${status} ${led ? 'with' : 'without'} a lead`);
}

/** What nobody has answered yet ends with the case, or with the lead that asked. */
export function withEndedRequests({ sets }: Row, { parts }: CaseFacts, plan: Plan): Plan {
  if (!sets.includes('requestsEnd')) return plan;
  const changed = new Set(plan.parts?.flatMap((part) => ('id' in part ? [part.id] : [])));
  const open = parts.filter((part) => isUnanswered(part) && !changed.has(part.id));
  const endings = open.map(({ id }) => ({ kind: 'END', id, state: 'ENDED' }) as const);
  return { ...plan, parts: [...(plan.parts ?? []), ...endings] };
}

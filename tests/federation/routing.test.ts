import { describe, expect, test } from 'vitest';
import { inquiryInput, submitOperation } from '../support/inquiry.ts';
import { useSharedSystem } from '../support/use-system.ts';

const { graph } = await useSharedSystem();

const routingOperation = `query ($input: RoutingInput!) {
  routing(input: $input) {
    outcome lead reasons
    participations { association role }
    advisor { id association { code } }
    choices { ags }
  }
}`;

interface Vector {
  readonly title: string;
  readonly place?: Readonly<Record<string, string>>;
  readonly kind?: string;
  /** Who takes part, the lead first. */
  readonly parts: readonly string[];
}

const assigned: readonly Vector[] = [
  { title: '08111000 Stuttgart', place: { ags: '08111000' }, parts: ['STAEDTETAG LEAD'] },
  { title: '08415061 Reutlingen', place: { ags: '08415061' }, parts: ['STAEDTETAG LEAD'] },
  {
    title: '08326074 Villingen-Schwenningen',
    place: { ags: '08326074' },
    parts: ['STAEDTETAG LEAD', 'GEMEINDETAG INFORMED'],
  },
  {
    title: '08336081 Schopfheim',
    place: { ags: '08336081' },
    parts: ['GEMEINDETAG LEAD', 'STAEDTETAG INFORMED'],
  },
  { title: '08336010 Böllen', place: { ags: '08336010' }, parts: ['GEMEINDETAG LEAD'] },
  {
    title: '08226 Rhein-Neckar-Kreis',
    place: { ags: '08226' },
    kind: 'LANDKREIS',
    parts: ['LANDKREISTAG LEAD'],
  },
];

async function route({ place, kind = 'KOMMUNE' }: Pick<Vector, 'place' | 'kind'>) {
  const { data, errors } = await graph(routingOperation, { input: { ...(place && { place }), inquirerKind: kind } });
  expect(errors).toEqual([]);
  return data.routing;
}

async function submit({ place, kind = 'KOMMUNE' }: Pick<Vector, 'place' | 'kind'>) {
  const input = { ...inquiryInput({ inquirer: { kind } }), place: place ?? null };
  const { data, errors } = await graph(submitOperation, { input });
  expect(errors).toEqual([]);
  return data.submitInquiry;
}

describe('an inquiry about', () => {
  test.each(assigned)('$title is led by $parts.0, on trial and when it is submitted', async (vector) => {
    const [lead] = vector.parts[0]?.split(' ') ?? [];

    const proposal = await route(vector);
    expect(proposal).toMatchObject({ outcome: 'ASSIGNED', lead, choices: [] });
    expect(
      proposal.participations.map((part: { association: string; role: string }) => `${part.association} ${part.role}`),
    ).toEqual(vector.parts);
    expect(proposal.advisor.association).toEqual({ code: lead });

    expect(await submit(vector)).toMatchObject({
      __typename: 'InquirySubmitted',
      case: { status: 'ASSIGNED', lead, reasons: proposal.reasons },
    });
  });

  test('the name Malsch gets both Kommunen of that name to choose from, and creates no case', async () => {
    const place = { name: 'Malsch' };

    const { outcome, lead, choices } = await route({ place });
    expect({ outcome, lead, choices }).toEqual({
      outcome: 'AMBIGUOUS_PLACE',
      lead: null,
      choices: [{ ags: '08215046' }, { ags: '08226046' }],
    });

    expect(await submit({ place })).toEqual({
      __typename: 'AmbiguousPlace',
      choices: [
        { ags: '08215046', name: 'Malsch' },
        { ags: '08226046', name: 'Malsch' },
      ],
    });
  });

  test('the gemeindefreies Gebiet 08317971 is refused with the reason, and creates no case', async () => {
    const place = { ags: '08317971' };

    const proposal = await route({ place });
    expect(proposal).toMatchObject({ outcome: 'REFUSED', lead: null, participations: [], advisor: null });
    expect(proposal.reasons.join(' ')).toContain('gemeindefreies Gebiet');

    expect(await submit({ place })).toEqual({ __typename: 'PlaceRefused', reason: proposal.reasons.join(' ') });
  });

  test('no place at all, from a Verein, goes to the coordinators', async () => {
    const kind = 'ASSOCIATION_OF_CITIZENS';

    const proposal = await route({ kind });
    expect(proposal).toMatchObject({ outcome: 'TRIAGE', lead: null, participations: [], advisor: null });

    expect(await submit({ kind })).toMatchObject({
      __typename: 'InquirySubmitted',
      case: { status: 'IN_TRIAGE', lead: null, reasons: proposal.reasons },
    });
  });
});

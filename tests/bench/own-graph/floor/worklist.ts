import { advisorsById, codeOf, type FloorAnswer } from './databases.ts';

interface Part {
  readonly role: string;
  readonly association: string;
  readonly advisorId: string | null;
}

interface Row {
  readonly number: string;
  readonly title: string;
  readonly dueAt: Date | null;
  readonly concerns: readonly { readonly name: string }[];
  readonly participations: readonly Part[];
}

/** What an advisor has open. */
export const answerWorklist: FloorAnswer = async (databases, viewer) => {
  const rows = await databases.select<Row>('consultation', 'worklist', text, [viewer.advisorId, codeOf(viewer)]);
  const advisors = await advisorsById(
    databases,
    rows.flatMap(({ participations }) => participations),
  );
  const nodes = rows.map(({ number, title, dueAt, concerns, participations }) => ({
    ...{ number, title, dueAt: dueAt?.toISOString() ?? null, concerns },
    participations: participations.map(({ role, association, advisorId }) => {
      const advisor = advisorId === null ? undefined : advisors.get(advisorId);
      return { role, association: { code: association }, advisor: advisor ? { name: advisor.name } : null };
    }),
  }));
  return { cases: { nodes } };
};

const text = `
  select c.number, c.title, c.due_at as "dueAt",
    (select coalesce(json_agg(json_build_object('name', k.name) order by ck.position), '[]')
       from case_kommune ck join kommune k on k.ags = ck.ags where ck.case_id = c.id) as concerns,
    (select json_agg(json_build_object('role', p.role, 'association', p.association, 'advisorId', p.advisor_id)
         order by array_position(array['LEAD', 'CO_ADVICE', 'INFORMED'], p.role), p.from_at nulls last, p.id)
       from participation p where p.case_id = c.id and p.until_at is null) as participations
  from participation m join consultation_case c on c.id = m.case_id
  where m.advisor_id = $1 and m.association = $2 and m.case_open and m.until_at is null and m.role in ('LEAD', 'CO_ADVICE')
    and (m.from_at is not null or not exists (select from participation o where o.case_id = m.case_id
      and o.advisor_id = m.advisor_id and o.role in ('LEAD', 'CO_ADVICE') and o.from_at is not null and o.until_at is null))
    and c.status in ('ASSIGNED', 'IN_CONSULTATION')
    and not exists (select from case_restriction x where x.case_id = c.id)
  order by m.case_received_at desc, m.case_id desc limit 50`;

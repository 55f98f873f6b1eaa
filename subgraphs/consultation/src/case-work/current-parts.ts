/** Expression: the parts of case `c` that are in force, and a lead that is proposed, as a JSON list of `PartFact`. */
export const currentParts = `(
  select coalesce(json_agg(json_build_object('id', p.id::text, 'association', p.association, 'role', p.role,
      'state', p.state, 'advisorId', p.advisor_id, 'inForce', p.from_at is not null) order by p.id), '[]')
  from participation p where p.case_id = c.id and p.until_at is null)`;

import { expect, test } from 'vitest';
import { useSharedSystem } from '../support/use-system.ts';

const { graph } = await useSharedSystem();

const operation = `mutation ($input: PreviewStaedtetagMemberImportInput!) { previewStaedtetagMemberImport(input: $input) {
  ... on StaedtetagMemberImportPreview {
    admitted { ags routing { changes before { lead } after { lead informed reasons } } }
    changed { ags routing { changes before { lead } after { lead } } } } } }`;

test('who looks through a member list sees whose inquiries somebody else would lead then', async () => {
  // Böllen joins; Schopfheim, a member of both, prefers the Städtetag from now on.
  const content = 'ags;since;until;status;preferred\n08336010;2026-01-01;;ACTIVE;\n08336081;1976-01-01;;ACTIVE;ja\n';
  const input = { content, missing: 'KEEP' };

  const { data, errors } = await graph(operation, { input }, { role: 'association_admin', association: 'staedtetag' });

  expect(errors).toEqual([]);
  const { admitted, changed } = data.previewStaedtetagMemberImport;
  expect(admitted).toMatchObject([
    {
      ags: '08336010',
      routing: {
        changes: true,
        before: { lead: 'GEMEINDETAG' },
        after: { lead: 'GEMEINDETAG', informed: ['STAEDTETAG'] },
      },
    },
  ]);
  expect(changed).toMatchObject([
    { ags: '08336081', routing: { changes: true, before: { lead: 'GEMEINDETAG' }, after: { lead: 'STAEDTETAG' } } },
  ]);
});

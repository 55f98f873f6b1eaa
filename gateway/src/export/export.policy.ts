import { hasScope, publicViewer, type Viewer } from '@gkz-qe/kit/viewer.ts';
import { cutOperation } from '../access/cut.ts';
import { createRefusal } from '../errors/refusal.ts';
import type { Generation } from '../supergraph/generation.ts';
import type { ExportDefinition } from './export.definition.ts';

/**
 * What everybody may see, everybody may take away as a file; for all else a role needs the scope `table:export`. What of it they
 * see is decided by the graph.
 *
 * @throws a refusal FORBIDDEN. Who has no role is left to the graph, which asks them to sign in.
 */
export function requireExport(
  viewer: Viewer,
  { document, operation }: ExportDefinition,
  { schema, access }: Pick<Generation, 'schema' | 'access'>,
): void {
  if (viewer.roles.length === 0 || hasScope(viewer, 'table:export')) return;
  const isForEverybody = !cutOperation(schema, document, operation, access.viewOf(publicViewer)).isCut;
  if (!isForEverybody) throw createRefusal('FORBIDDEN', 'Dafür fehlt Ihnen die Berechtigung.');
}

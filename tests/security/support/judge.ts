import type { Answer, GraphError } from '../../support/graph-client.ts';
import { findMarkers } from './marker.ts';
import { findForbidden } from './may-see.ts';
import { refusals } from './outcome.ts';
import type { AskedNode } from './random-operation.ts';
import type { Verdicts } from './verdicts.ts';
import type { Person } from './viewers.ts';

/** Codes of what may come of an operation that was put together by chance. */
const harmless: ReadonlySet<string> = new Set(['NOT_FOUND', 'BAD_USER_INPUT', 'CONFLICT', 'OPERATION_TOO_COSTLY']);

/** What is wrong with an answer, in words; empty where it shows nothing forbidden and refuses nothing allowed. */
export function judge(answer: Answer, asked: AskedNode, person: Person, verdicts: Verdicts): readonly string[] {
  return [
    ...findForbidden(answer.text, findMarkers(answer.text), person).map((what) => `shows ${what}`),
    ...findForbiddenValues(answer.data, asked, person, verdicts),
    ...answer.errors.flatMap((error) => judgeError(error, asked, person, verdicts)),
  ];
}

function findForbiddenValues(data: unknown, node: AskedNode, person: Person, verdicts: Verdicts): readonly string[] {
  if (Array.isArray(data)) return data.flatMap((item) => findForbiddenValues(item, node, person, verdicts));
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => {
    const below = node.below.get(name);
    if (!below || value === null) return [];
    const coordinates = [...below.coordinates];
    const leaks = coordinates.every((coordinate) => verdicts.isForbidden(coordinate, person.column));
    return [
      ...(leaks ? [`answers ${coordinates.join()}`] : []),
      ...findForbiddenValues(value, below, person, verdicts),
    ];
  });
}

function judgeError(error: GraphError, asked: AskedNode, { column }: Person, verdicts: Verdicts): readonly string[] {
  const { code } = error.extensions;
  if (harmless.has(code)) return [];
  if (!refusals.has(code) || code === 'GRAPHQL_VALIDATION_FAILED') return [`fails with ${code}: ${error.message}`];
  const names = (error.path ?? []).filter((step) => typeof step === 'string');
  const node = names.reduce<AskedNode | undefined>((at, name) => at?.below.get(name), asked);
  const coordinates = [...(node?.coordinates ?? [])];
  // Of an entity that is refused whole nothing is to be seen: which of its fields were asked for makes no difference.
  const legitimate = coordinates.some((one) => one === 'Query._entities' || verdicts.mayBeRefused(one, column));
  return legitimate ? [] : [`refuses ${coordinates.join() || names.join('.')} with ${code}`];
}

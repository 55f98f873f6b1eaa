import { hasScope, refusalOf, type Viewer } from '@gkz-qe/kit/viewer.ts';
import { associationOf, subjectOf } from '../policy.ts';
import type { StatisticsQuestion } from './question.ts';

/*
 * | role | figures |
 * |---|---|
 * | analyst, coordinator | all published tables |
 * | team lead, advisor | those of the own association: one dimension is the association, filtered by it |
 * | all others | none |
 */

/**
 * Who asks, for the log.
 *
 * @throws Problem UNAUTHENTICATED, FORBIDDEN
 */
export function requireFigures(viewer: Viewer): string {
  const mayRead = hasAll(viewer) || (hasScope(viewer, 'figures:own') && associationOf(viewer) !== null);
  if (!mayRead) throw refusalOf(viewer, 'Dafür fehlt Ihnen die Berechtigung.');
  return subjectOf(viewer);
}

/**
 * The question within what the viewer may see.
 *
 * @throws Problem FORBIDDEN for who asks about another association
 */
export function restrictQuestion(viewer: Viewer, question: StatisticsQuestion): StatisticsQuestion {
  const own = associationOf(viewer);
  if (hasAll(viewer) || own === null) return question;
  const asked = question.filters.find(({ dimension }) => dimension === 'ASSOCIATION');
  if (asked?.codes.some((code) => code !== own)) {
    throw refusalOf(viewer, 'Sie sehen die Zahlen Ihres eigenen Verbands.');
  }
  return asked ? question : { ...question, filters: [...question.filters, { dimension: 'ASSOCIATION', codes: [own] }] };
}

function hasAll(viewer: Viewer): boolean {
  return hasScope(viewer, 'figures:protected') || hasScope(viewer, 'figures:common');
}

import { timeZone } from '@gkz-qe/kit/local-day.ts';
import type { RetentionObstacle } from '../../generated/resolvers.ts';
import { association } from '../../routing/wording.ts';
import type { RetentionRunRow } from './retention.types.ts';

const obstacles: Readonly<Record<RetentionObstacle, string>> = {
  LEGAL_HOLD: 'gesperrt gegen Löschung',
  RESTRICTED: 'Verarbeitung eingeschränkt',
  OPEN_REQUEST: 'Antrag der Person offen',
};

const whole = new Intl.NumberFormat('de-DE');
const day = new Intl.DateTimeFormat('de-DE', { timeZone, dateStyle: 'medium' });

/** A run's report as lines of plain German. It names nobody. */
export function describeRun({ rehearsal, endedBefore, report }: RetentionRunRow): string {
  const { cases, inquirers, timelineEntries, kommunen, groups, heldBack } = report;
  const verb = rehearsal ? 'Zu anonymisieren wären' : 'Anonymisiert';
  return [
    rehearsal ? 'Probelauf: nichts wurde geändert.' : 'Lauf der Aufbewahrungsfrist.',
    `Fällig sind Fälle, die vor dem ${day.format(endedBefore)} endeten.`,
    `${verb}: ${whole.format(cases)} Fälle, ${whole.format(inquirers)} Kontaktdaten, ${whole.format(timelineEntries)} Texte.`,
    `Kommunen unter 2.000 Einwohnern, die zu ihrem Landkreis werden: ${whole.format(kommunen)}.`,
    ...groups.map(
      (group) =>
        `  ${group.year} ${group.association ? association(group.association) : 'ohne Federführung'}: ${whole.format(group.cases)}`,
    ),
    ...heldBack.map(({ reason, cases: held }) => `Bleiben vorerst (${obstacles[reason]}): ${whole.format(held)}`),
    '',
  ].join('\n');
}

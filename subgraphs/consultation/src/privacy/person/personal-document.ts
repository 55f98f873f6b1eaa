import { associations } from '../../association/associations.ts';
import type { PersonalData } from './personal-export.repository.ts';

/** What must be told with the data: DSGVO Art. 15 Abs. 1. */
const about = {
  controllers: Object.values(associations).map(({ name }) => `${name} Baden-Württemberg`),
  purpose: 'Beratung zur Quartiersentwicklung durch das Gemeinsame Kommunale Kompetenzzentrum.',
  source: 'Ihre Anfrage und die Beratung dazu.',
  recipients: 'Die Verbände, die unter „associations“ stehen, und die Koordination des Kompetenzzentrums.',
  storage:
    'Drei Jahre nach dem Ende eines Falles werden Ihre Angaben gelöscht. Der Fall bleibt ohne sie bestehen. Ihre Anmeldung zu einer Veranstaltung wird 30 Tage nach deren Ende gelöscht.',
  rights:
    'Sie können Berichtigung, Löschung und Einschränkung verlangen, bei jedem der drei Verbände. Beschweren können Sie sich beim Landesbeauftragten für den Datenschutz und die Informationsfreiheit Baden-Württemberg.',
} as const;

/** An export as the person gets it: a JSON document. */
export function writePersonalDocument({ cases, requests, events }: PersonalData, at: Date): string {
  return JSON.stringify({ at, about, cases, events, requests }, null, 2);
}

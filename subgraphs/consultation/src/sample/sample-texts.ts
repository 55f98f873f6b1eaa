import type { Channel, InquirerKind, Phase } from '../generated/resolvers.ts';

/*
 * What the sample cases say. All of it is made up. `{ort}` and `{quartier}` stand for the names and follow „in“.
 */

/** Concerns by field of action. */
export const concerns: Readonly<Record<string, readonly string[]>> = {
  BET: [
    'In {quartier} möchten wir die Menschen von Anfang an beteiligen. Welche Formate haben sich in ähnlichen Orten bewährt?',
    'Wir planen eine Quartierswerkstatt in {ort} und suchen jemanden, der uns bei der Vorbereitung berät.',
    'In {quartier} ist eine Stelle im Quartiersmanagement vorgesehen. Wie beschreiben wir die Aufgaben?',
    'Der Treffpunkt in {quartier} lebt vom Ehrenamt. Wie gewinnen wir neue Engagierte und entlasten die bisherigen?',
  ],
  PFL: [
    'In {ort} werden viele Menschen älter und wollen zu Hause bleiben. Wir möchten ein Netz aus Nachbarschaft und Pflege aufbauen.',
    'Der Gemeinderat möchte wissen, welche Angebote der Pflege in {quartier} fehlen. Wie gehen wir die Bestandsaufnahme an?',
    'Wir überlegen, in {quartier} eine ambulant betreute Wohngemeinschaft für Menschen mit Demenz zu ermöglichen.',
    'Die letzte Hausarztpraxis in {quartier} schließt. Wie können wir Gesundheit im Quartier anders sichern?',
  ],
  WOH: [
    'Ein Grundstück in {quartier} wird frei. Wir möchten dort gemeinschaftliches und barrierefreies Wohnen ermöglichen.',
    'In {ort} fehlen kleine, stufenlose Wohnungen. Wie erreichen wir Eigentümerinnen und Eigentümer?',
    'Wege und Haltestellen in {quartier} sind für viele schwer zu erreichen. Wir suchen Beispiele für kurze Wege.',
    'Im Sommer wird es in {quartier} sehr heiß. Wie verbinden wir Klimaanpassung mit der Entwicklung des Quartiers?',
  ],
  FAM: [
    'Jung und Alt begegnen sich in {quartier} kaum noch. Wir möchten einen Ort für alle Generationen schaffen.',
    'Viele Alleinstehende in {ort} fühlen sich einsam. Welche Ansätze gegen Einsamkeit tragen im Quartier?',
    'Das Familienzentrum in {quartier} soll sich für ältere Menschen öffnen. Wer hat damit Erfahrung?',
  ],
  WIR: [
    'Der letzte Laden in {quartier} macht zu. Wir prüfen einen Dorfladen und brauchen Rat zu Betrieb und Rechtsform.',
    'Die Ortsmitte in {ort} verliert an Leben. Wie verbinden wir Nahversorgung, Begegnung und Leerstand?',
    'In {quartier} stehen mehrere Gebäude leer. Wir möchten sie gemeinsam mit den Menschen vor Ort neu nutzen.',
  ],
  INK: [
    'Wir möchten {quartier} so entwickeln, dass Menschen mit Behinderungen selbstverständlich dabei sind.',
    'In {quartier} leben Menschen aus vielen Ländern. Wie erreichen wir alle bei der Beteiligung?',
    'Der Verein vor Ort möchte ein Begegnungscafé für Alteingesessene und Zugezogene öffnen und sucht Begleitung.',
  ],
  DIG: [
    'Wir denken über eine digitale Plattform für Nachbarschaftshilfe in {quartier} nach. Was hat sich bewährt?',
    'Ältere Menschen in {ort} sollen digitale Angebote sicher nutzen können. Wie bauen wir eine Anlaufstelle auf?',
    'In {quartier} suchen wir einfache digitale Wege, um Angebote sichtbar zu machen.',
  ],
};

/** What some inquirers add. */
export const additions: readonly string[] = [
  'Der Gemeinderat berät darüber im nächsten Quartal.',
  'Es gibt schon eine kleine Arbeitsgruppe.',
  'Uns interessiert auch, welche Förderung in Frage kommt.',
  'Wir stehen noch ganz am Anfang.',
  'Über ein erstes Gespräch würden wir uns freuen.',
  'Ein Beschluss zur Konzeption liegt bereits vor.',
];

export const quartiere: readonly string[] = [
  'Altstadt',
  'Bahnhofsviertel',
  'Oberdorf',
  'Unterdorf',
  'Weststadt',
  'Nordstadt',
  'Südstadt',
  'Ortsmitte',
  'Wiesental',
  'Schlossberg',
  'Mühlenquartier',
  'Am Rathaus',
  'Lindenhof',
  'Sonnenhalde',
];

export const receipts: Readonly<Record<Channel, string>> = {
  WEB: 'Die Anfrage ist über das Online-Formular eingegangen.',
  MAIL: 'Die Anfrage ist per E-Mail eingegangen.',
  PHONE: 'Die Anfrage ist am Telefon eingegangen.',
  EVENT: 'Die Anfrage kam bei einer Veranstaltung zustande.',
};

/** Contacts that the inquirer sees. */
export const contacts: readonly string[] = [
  'Telefongespräch: Ausgangslage und nächste Schritte besprochen.',
  'Gespräch per Video mit Verwaltung und Gemeinderat.',
  'Besuch vor Ort mit Rundgang durch das Quartier.',
  'Unterlagen zur Bestandsaufnahme geschickt.',
  'Beispiele aus vergleichbaren Kommunen geschickt.',
  'Gemeinsamer Termin mit dem Träger vor Ort.',
  'Rückmeldung zum Entwurf des Konzepts gegeben.',
  'Fragen zur Förderung geklärt.',
];

/** Contacts among those who advise. */
export const consultations: readonly string[] = [
  'Fallbesprechung im Team: Schwerpunkt bleibt die Beteiligung.',
  'Austausch der Verbände: Zeitplan abgestimmt.',
  'Rücksprache mit dem Landratsamt zur Sozialplanung.',
  'Fachlichen Rat einer Hochschule eingeholt.',
];

/** Internal notes of one association. */
export const notes: readonly string[] = [
  'Ansprechpartner wechselt zum Jahresende.',
  'Nach der Gemeinderatswahl noch einmal nachfragen.',
  'Ähnlicher Fall im Nachbarort, Erfahrungen nutzen.',
  'Termin für einen Besuch ist noch offen.',
];

export const results: readonly string[] = [
  'Ein Konzept liegt vor und ist im Gemeinderat beschlossen.',
  'Die Kommune setzt das Vorhaben mit einem Träger vor Ort um.',
  'Der Antrag auf Förderung ist gestellt.',
  'Die Fragen sind beantwortet, weitere Begleitung ist nicht nötig.',
  'Ein Beteiligungsprozess hat begonnen und trägt sich selbst.',
  'Die Kommune ist mit einer Kommune vernetzt, die das Vorhaben schon umgesetzt hat.',
  'Das Vorhaben ruht, bis die Stelle im Rathaus besetzt ist.',
];

/** What the timeline says at the end. */
export const endings = {
  CLOSED: 'Die Beratung ist abgeschlossen.',
  REFERRED: 'Die Anfrage wurde an eine andere Stelle verwiesen.',
  WITHDRAWN: 'Die Anfrage wurde zurückgezogen.',
  DECLINED: 'Die Anfrage wurde abgelehnt.',
  DUPLICATE: 'Zu diesem Anliegen gibt es schon einen Fall, dort geht es weiter.',
} as const;

/** Why a case went sideways. */
export const reasonsOf = {
  REFERRED: ['Zuständig ist die Stelle für Städtebauförderung.', 'Das Anliegen betrifft das Heimrecht.'],
  WITHDRAWN: ['Die Anfragenden haben die Anfrage zurückgezogen.', 'Das Vorhaben wird nicht weiter verfolgt.'],
  DECLINED: [
    'Das Anliegen betrifft keine Entwicklung eines Quartiers.',
    'Gewünscht war eine Rechtsberatung im Einzelfall.',
  ],
  DUPLICATE: ['Zu diesem Anliegen gibt es schon einen Fall.'],
} as const;

export const declineReasons: readonly string[] = [
  'Anderes Fachgebiet.',
  'Zurzeit keine freie Zeit.',
  'Persönliche Nähe zum Vorhaben.',
];

export const firstNames: readonly string[] = [
  'Anja',
  'Bernd',
  'Carla',
  'Dilek',
  'Erwin',
  'Franziska',
  'Georg',
  'Hanna',
  'Ivo',
  'Jasmin',
  'Karl',
  'Leyla',
  'Martin',
  'Nadine',
  'Otto',
  'Petra',
  'Rosa',
  'Stefan',
  'Tanja',
  'Uwe',
];

/** Plainly invented, so that nobody is mistaken for a real person. */
export const lastNames: readonly string[] = [
  'Muster',
  'Beispiel',
  'Mustermann',
  'Probe',
  'Beispielhuber',
  'Musterle',
  'Vorlage',
  'Platzhalter',
];

export const functions: Readonly<Record<InquirerKind, readonly string[]>> = {
  KOMMUNE: ['Hauptamt', 'Sozialplanung', 'Stadtentwicklung', 'Bürgermeisteramt', 'Seniorenbeauftragte'],
  LANDKREIS: ['Altenhilfefachberatung', 'Sozialplanung', 'Pflegestützpunkt'],
  MUNICIPAL_ALLIANCE: ['Geschäftsstelle'],
  ASSOCIATION_OF_CITIZENS: ['Vorstand'],
  INITIATIVE: ['Sprecherkreis'],
  PROVIDER: ['Leitung', 'Projektentwicklung'],
  HOUSING: ['Bestandsentwicklung'],
  SCIENCE: ['Forschung'],
  PRIVATE: [],
};

export const organisations: Readonly<Record<InquirerKind, string | null>> = {
  KOMMUNE: 'Rathaus {ort}',
  LANDKREIS: 'Landratsamt {ort}',
  MUNICIPAL_ALLIANCE: 'Zweckverband {ort} (Beispiel)',
  ASSOCIATION_OF_CITIZENS: 'Bürgerverein {ort} (Beispiel)',
  INITIATIVE: 'Initiative {ort} (Beispiel)',
  PROVIDER: 'Sozialwerk {ort} (Beispiel)',
  HOUSING: 'Baugenossenschaft {ort} (Beispiel)',
  SCIENCE: 'Hochschule (Beispiel)',
  PRIVATE: null,
};

/** Phases in the order in which a project goes through them. */
export const phases: readonly Phase[] = [
  'ORIENTATION',
  'INVENTORY',
  'PARTICIPATION',
  'CONCEPT',
  'FUNDING',
  'IMPLEMENTATION',
  'CONSOLIDATION',
  'EVALUATION',
];

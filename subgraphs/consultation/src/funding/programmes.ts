import type { FundingApplicant } from '../generated/resolvers.ts';
import type { ProgrammeRow } from './funding.types.ts';

const gemeinden = ['STADTKREIS', 'GROSSE_KREISSTADT', 'STADT', 'GEMEINDE'] as const satisfies FundingApplicant[];

/**
 * The programmes that the centre knows, in the order in which it names them.
 *
 * Source: public programme pages (`sources`), the newest being the call of 2026. The centre has confirmed none of it yet. Which fields
 * of action a programme's terms mean is the centre's own reading. What no page says is empty or null here, and a check says so.
 * Applications name programmes by code: one that ends stays here, without open rounds.
 */
export const programmes: readonly ProgrammeRow[] = [
  {
    code: 'QUARTIERSIMPULSE',
    name: 'Quartiersimpulse – Beratung und Umsetzung von Quartiersprojekten vor Ort',
    operator: 'Allianz für Beteiligung',
    funder: 'Sozialministerium Baden-Württemberg',
    applicants: [...gemeinden, 'MUNICIPAL_ALLIANCE', 'LANDKREIS'],
    unclear: [],
    funded: ['Externe Beratung für ein Quartiersprojekt.', 'Umsetzung eines Quartiersprojekts vor Ort.'],
    amounts: [
      { applicants: gemeinden, minEuro: 20_000, maxEuro: 85_000 },
      { applicants: ['MUNICIPAL_ALLIANCE', 'LANDKREIS'], minEuro: 40_000, maxEuro: 115_000 },
    ],
    conditions: [
      {
        code: 'TOPIC',
        text: 'Im Mittelpunkt muss die Pflege und Unterstützung älterer Menschen stehen oder ein Wohnumfeld, das für alle Generationen gut ist.',
      },
      { code: 'PARTNER_KOMMUNE', text: 'Ein Landkreis braucht mindestens eine Gemeinde aus dem Kreis, die mitmacht.' },
      { code: 'CITIZEN_PARTICIPATION', text: 'Bürgerinnen und Bürger müssen beteiligt werden.' },
      { code: 'CIVIC_PARTNER', text: 'Ein Partner aus der Zivilgesellschaft muss mitarbeiten.' },
      { code: 'COUNCIL_DECISION', text: 'Der Gemeinderat oder der zuständige Ausschuss muss zustimmen.' },
      {
        code: 'EXTERNAL_ADVICE',
        text: 'Eine externe Beratung muss mitwirken, für höchstens 800 Euro am Tag zuzüglich Mehrwertsteuer.',
      },
      {
        code: 'APPLICATION_TALK',
        text: 'Vor dem Antrag müssen Kommune, Beratung und Partner gemeinsam ein Antragsgespräch führen.',
      },
    ],
    topics: ['PFL', 'FAM'],
    rounds: [
      { talksFrom: '2026-01-14', talksUntil: '2026-02-27', deadline: '2026-03-13', startFrom: '2026-05-01' },
      { talksFrom: '2026-06-08', talksUntil: '2026-07-31', deadline: '2026-08-14', startFrom: '2026-10-01' },
    ],
    factsFrom: 2026,
    confirmedOn: null,
    sources: [
      'https://www.quartier2030-bw.de/angebote/foerderung/foerderung.html',
      'https://www.quartier2030-bw.de/aktuelles/neuigkeiten/artikel/neue-runde-des-foerderprogramms-quartiersimpulse-startet-bewerben-sie-sich-jetzt-_932.html',
    ],
  },
  {
    code: 'GUT_BERATEN_QE',
    name: 'Gut Beraten! Quartiersentwicklung',
    operator: 'Allianz für Beteiligung',
    funder: null,
    applicants: ['CIVIC_INITIATIVE'],
    unclear: ['ASSOCIATION_OF_CITIZENS'],
    funded: [],
    amounts: [{ applicants: ['CIVIC_INITIATIVE'], minEuro: null, maxEuro: 4_000 }],
    conditions: [],
    topics: [],
    rounds: [],
    factsFrom: null,
    confirmedOn: null,
    sources: [
      'https://baden-wuerttemberg.de/de/service/presse/pressemitteilung/pid/land-foerdert-15-projekte-fuer-starke-nachbarschaften',
    ],
  },
  {
    code: 'BETEILIGUNGSTALER',
    name: 'Beteiligungstaler',
    operator: null,
    funder: null,
    applicants: ['CIVIC_INITIATIVE'],
    unclear: ['ASSOCIATION_OF_CITIZENS'],
    funded: [],
    amounts: [],
    conditions: [],
    topics: [],
    rounds: [],
    factsFrom: 2023,
    confirmedOn: null,
    sources: [
      'https://www.quartier2030-bw.de/aktuelles/neuigkeiten/artikel/erste-impressionen-6-fach-und-vernetzungstag-quartiersentwicklung_633.html',
    ],
  },
  {
    code: 'QUARTIERSAKADEMIE',
    name: 'Quartiersakademie',
    operator: 'Koordinierungsstelle beim KVJS',
    funder: null,
    applicants: [...gemeinden, 'ASSOCIATION_OF_CITIZENS', 'CIVIC_INITIATIVE', 'UMBRELLA_ORGANISATION'],
    unclear: ['LANDKREIS', 'MUNICIPAL_ALLIANCE'],
    funded: ['Ein Zuschuss zu Seminaren.', 'Ein Zuschuss zu Veranstaltungen im eigenen Haus.'],
    amounts: [],
    conditions: [],
    topics: [],
    rounds: [],
    factsFrom: null,
    confirmedOn: null,
    sources: ['https://www.quartiersakademie.de/ueber-die-quartiersakademie/'],
  },
];

/** The programme with a code. @throws where there is none: what cases name stays in the table */
export function getProgramme(code: string): ProgrammeRow {
  const found = programmes.find((programme) => programme.code === code);
  if (found === undefined) throw new Error(`there is no programme ${code}`);
  return found;
}

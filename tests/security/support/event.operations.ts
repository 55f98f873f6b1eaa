import { askRoot } from './ask.ts';
import type { AskFor } from './operations.ts';
import { linkOf, ours, plantedEvent, plantedKommunen } from './planted-cases.ts';

const facts = `id title kind beginsAt endsAt place online kommune { ags } topics { code } capacity registerUntil state version source
  acceptsRegistrations fullyBooked`;
const seen = `event: "${plantedEvent}", version: 1`;
const said = `title: "Austausch", kind: EXCHANGE, beginsAt: "2020-01-01T09:00:00Z", endsAt: "2020-01-01T10:00:00Z", online: true, capacity: 5`;
const outcome = `... on StaleEvent { basedOn version event { id } } ... on EventRefused { reason }`;
const mine = 'registration { state event { id } }';

const ask = (selection: string, kind?: string) => askRoot(ours, 'consultation', selection, kind);

/** Events, and who comes to them. Nothing is written: what is asked for is over, cancelled, or seen in an older version. */
export const eventOperations: Readonly<Record<string, AskFor>> = {
  events: () => [
    ask(`events(topic: ["PFL"], first: 2) { totalCount nodes { id title } edges { cursor } pageInfo { hasNextPage } }
       event(id: "${plantedEvent}") { ${facts} }`),
  ],
  'register for an event': () => [
    ask(
      `registerForEvent(input: { idempotencyKey: "security-matrix", event: "${plantedEvent}", name: "Pia Probe",
         email: "pia@probe.example" }) { ... on EventRegistered { code ${mine} } ... on EventRegistrationRefused { reason } }`,
      'mutation',
    ),
  ],
  'own registration: read and cancel': (column) => {
    const code = column === 'inquirer' ? linkOf('event') : linkOf('nobody');
    return [
      ask(`myEventRegistration(code: "${code}") { state event { id } }`),
      ask(
        `cancelEventRegistration(input: { code: "${code}" }) { ... on EventRegistrationCancelled { ${mine} } }`,
        'mutation',
      ),
    ];
  },
  'keep events': () => [
    ask(`createEvent(input: { ${said} }) { ${outcome} }`, 'mutation'),
    ask(`changeEvent(input: { ${seen}, ${said}, kommune: "${plantedKommunen.gemeinde}" }) { ${outcome} }`, 'mutation'),
    ask(`cancelEvent(input: { ${seen} }) { ${outcome} }`, 'mutation'),
  ],
  'see who comes to an event': () => [
    ask(`event(id: "${plantedEvent}") { attendance { registered waiting attended }
      participants { id state waitingPlace registeredAt name email organisation } }`),
  ],
};

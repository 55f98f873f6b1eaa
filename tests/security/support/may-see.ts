import { hasScope } from '@gkz-qe/kit/viewer.ts';
import { caseSight } from '../matrix.ts';
import type { Marker } from './marker.ts';
import { caseOfNumber, casesBySight, leader, ours, plantedNumbers } from './planted-cases.ts';
import type { Person } from './viewers.ts';

/** Cases that the privacy officers are allowed to look into: there is a request of the person. */
const requested: readonly string[] = ['asked', 'linked'];

/** What is in a text that this person may not have; empty where all is well. */
export function findForbidden(text: string, markers: readonly Marker[], person: Person): readonly string[] {
  const forbidden = markers.filter((marker) => !maySee(person, marker)).map(({ part, of }) => `${part} of ${of}`);
  const numbers = [...text.matchAll(plantedNumbers)].filter(([number]) => !maySeeNumber(person, number));
  const addresses = [...text.matchAll(/[\w.-]+@[\w.-]*beispiel\.invalid/g)].filter(
    ([address]) => !maySeeAddress(person, address),
  );
  return [...new Set([...forbidden, ...[...numbers, ...addresses].map(([found]) => found)])];
}

function maySee(person: Person, { part, of }: Marker): boolean {
  const name = of.toLowerCase();
  if (person.column === 'privacy officer') return ['hold', 'memberContact'].includes(part) || requested.includes(name);
  if (part === 'participant') return person.column === 'coordinator';
  if (part === 'memberContact') return person.column === 'association admin' && person.association === name;
  if (part === 'hold' || sightOf(person, name) !== 'content') return false;
  if (part === 'notesOfOwn') return person.association === ours;
  if (part === 'notesOfOther') return person.association === leader;
  return true;
}

/** What the table says, for those of our association; who is of one that takes no part has the line that says so. */
function sightOf({ column, association }: Person, name: string): string {
  const line = Object.entries(casesBySight).find(([, planted]) => planted.name.toLowerCase() === name)?.[0];
  const inTriage = line === 'takes no part, the case is in triage';
  const own = line ?? 'leads, the viewer being the advisor';
  const wanted = association === ours || inTriage ? own : 'takes no part';
  return caseSight.find((row) => row.name === wanted)?.cells[column] ?? 'refused';
}

/** Privacy officers read numbers in logs, holds and requests. */
function maySeeNumber(person: Person, number: string): boolean {
  const planted = caseOfNumber(number);
  if (!planted || person.column === 'privacy officer') return true;
  return ['header', 'content'].includes(sightOf(person, planted.name.toLowerCase()));
}

function maySeeAddress({ viewer, column, association }: Person, address: string): boolean {
  if (/@(gemeinde|landratsamt|stadt|rathaus)\./.test(address)) {
    return column === 'association admin' && association !== null;
  }
  return hasScope(viewer, 'advisor:contact');
}

import { timeZone } from '@gkz-qe/kit/local-day.ts';
import type { CaseStatus, TimelineKind } from '../generated/resolvers.ts';
import type { Recipient } from './recipient.ts';

/** One thing that a mail says: plain German, and nothing that people wrote. */
export interface Message {
  /** For a subject or a heading: „Bitte beraten Sie mit“. */
  readonly subject: string;
  /** What happened and what to do next, in short sentences. */
  readonly text: string;
  /** Where the clients show more of it, below their address, and what the link is called. For what is about no case. */
  readonly page?: { readonly name: string; readonly path: string };
}

/** A kind of message: whether it can wait for the next digest, and its words. */
export interface MessageKind<Facts extends object> {
  readonly urgency: 'AT_ONCE' | 'DIGEST';
  /** @param to who reads it */
  readonly write: (facts: Facts, to: Recipient['kind']) => Message;
}

/** What must not wait: somebody is to do something, or looks for an answer. */
export function atOnce<Facts extends object>(write: MessageKind<Facts>['write']): MessageKind<Facts> {
  return { urgency: 'AT_ONCE', write };
}

/** What goes into the one mail of a working day. */
export function inDigest<Facts extends object>(write: MessageKind<Facts>['write']): MessageKind<Facts> {
  return { urgency: 'DIGEST', write };
}

const local = new Intl.DateTimeFormat('de-DE', {
  ...{ timeZone, day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' },
});

/** „25.11.2026, 14:30 Uhr“ */
export const moment = (at: string): string => `${local.format(new Date(at))} Uhr`;

/** „ bis zum 25.11.2026, 14:30 Uhr“, or nothing: also where what an older version has written says no moment. */
export function until(at: string | null | undefined): string {
  return at == null ? '' : ` bis zum ${moment(at)}`;
}

/** „Der Fall ist …“ */
export const endings: Readonly<Partial<Record<CaseStatus, string>>> = {
  CLOSED: 'abgeschlossen',
  REFERRED: 'an eine andere Stelle verwiesen',
  WITHDRAWN: 'zurückgezogen',
  DECLINED: 'abgelehnt',
  DUPLICATE: 'mit einer anderen Anfrage zusammengelegt',
};

/** „Im Verlauf steht …“ */
export const entryWords: Readonly<Record<TimelineKind, string>> = {
  TRANSITION: 'ein neuer Stand',
  PARTICIPATION: 'etwas Neues zur Beteiligung',
  CONTACT: 'ein neuer Kontakt',
  RECOMMENDATION: 'eine neue Empfehlung',
  NOTE: 'eine neue Notiz',
  COMMITMENT: 'etwas Neues zu einer Zusage oder einem Termin',
  FUNDING: 'etwas Neues zu einem Förderantrag',
};

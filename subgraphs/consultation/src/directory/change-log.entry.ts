import { createHash } from 'node:crypto';
import { isGemeindeAgs, isKreisAgs } from '@gkz-qe/kit/keys.ts';
import { z } from 'zod';

const kommuneKey = z.string().refine((key) => isGemeindeAgs(key) || isKreisAgs(key), 'not a key of a Kommune');
const day = z.iso.date();

const member = z.object({
  ags: kommuneKey,
  status: z.enum(['ACTIVE', 'DORMANT', 'ENDED']),
  since: day.nullable(),
  until: day.nullable(),
  preferred: z.boolean(),
});

const advisor = z.object({
  id: z.uuid().transform((id) => id.toLowerCase()),
  active: z.boolean(),
  topics: z.array(z.object({ code: z.string().min(1).max(20), level: z.int().min(1).max(3) })),
  /** Beginnings of keys: of a Kreis, a Region, a Regierungsbezirk or the whole Land. */
  areas: z.array(z.string().regex(/^08\d{0,6}$/)),
  capacity: z.int().min(0).max(10_000),
  conflicts: z.array(kommuneKey),
  members: z.array(kommuneKey),
  absences: z.array(z.object({ from: day, until: day, deputyId: z.uuid().nullable() })),
});

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const office = z.object({
  serviceHours: z.array(
    z
      .object({ weekday: z.int().min(1).max(7), from: time, to: time })
      .refine(({ from, to }) => from < to, 'closes before it opens'),
  ),
  closedDays: z.array(day),
  firstAnswerWorkingHours: z.int().min(1).max(500),
  acceptanceWorkingDays: z.int().min(1).max(60),
});

const position = z.string().regex(/^\d{1,18}$/);

const entry = z
  .object({
    ...{ seq: position, at: z.string() },
    ...{ member: member.nullable(), advisor: advisor.nullable(), office: office.nullable() },
  })
  .refine((given) => [given.member, given.advisor, given.office].filter((state) => state !== null).length === 1, {
    message: 'not the state of one thing',
  });

/** An entry of an association's change log: the new state of one member, of one advisor or of the office. */
export type ChangeLogEntry = z.output<typeof entry> & { readonly digest: string };

/** Entries that can be applied, in their order, and what is wrong with the one after them; null where nothing is. */
export interface ReadEntries {
  readonly entries: readonly ChangeLogEntry[];
  readonly fault: EntryFault | null;
}

/** What is wrong with an entry, without any of its values. */
export interface EntryFault {
  readonly seq: string | null;
  readonly issues: readonly string[];
}

/**
 * Reads entries up to the first one that is faulty.
 *
 * @param after position that all of them must follow, in growing order
 */
export function readEntries(raw: readonly unknown[], after: bigint): ReadEntries {
  const entries: ChangeLogEntry[] = [];
  let last = after;
  for (const candidate of raw) {
    const read = entry.safeParse(candidate);
    if (!read.success) return { entries, fault: describeFault(candidate, read.error) };
    const seq = BigInt(read.data.seq);
    if (seq <= last) return { entries, fault: { seq: read.data.seq, issues: ['seq: not after the entry before'] } };
    last = seq;
    entries.push({ ...read.data, digest: digestOf(candidate) });
  }
  return { entries, fault: null };
}

/** Tells two entries apart, also where their position is the same. */
export function digestOf(candidate: unknown): string {
  return createHash('sha256').update(JSON.stringify(candidate)).digest('base64url');
}

function describeFault(candidate: unknown, error: z.ZodError): EntryFault {
  const seq = position.safeParse((candidate as { seq?: unknown } | null)?.seq);
  const issues = error.issues.map((issue) => `${issue.path.join('.') || 'entry'}: ${issue.code}`);
  return { seq: seq.success ? seq.data : null, issues };
}

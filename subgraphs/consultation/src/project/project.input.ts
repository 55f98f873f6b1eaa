import { keyList, numberBetween, optionalText, readInput, requiredText } from '@gkz-qe/kit/input.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import { z } from 'zod';
import { phases, seenCase } from '../case-work/case-work.input.ts';

const nobody = '00000000-0000-0000-0000-000000000000';
/** A key that is none belongs to nothing: that is told like every other thing that is not there. */
const key = z.string().transform((id) => (isUuid(id) ? id.toLowerCase() : nobody));

const seen = {
  projectId: key,
  version: numberBetween(1, 2_147_483_647, 'Die Fassung ist eine ganze Zahl ab 1.'),
};
const name = requiredText(3, 200, 'Bitte nennen Sie das Projekt mit 3 bis 200 Zeichen.');
const quartier = requiredText(2, 200, 'Bitte nennen Sie das Quartier mit 2 bis 200 Zeichen.');
const title = requiredText(3, 200, 'Bitte nennen Sie den Meilenstein mit 3 bis 200 Zeichen.');
const topics = keyList((code) => /^[A-Z]{2,10}$/.test(code), 20, 'Dieses Handlungsfeld gibt es nicht.');
const origin = z.enum(['KOMMUNE', 'CIVIC_INITIATIVE', 'QUARTIERSWETTBEWERB_2017', 'FUNDING_CALL', 'OTHER']);
const day = z.string();

const schemas = {
  start: z.object({
    ...{ ...seenCase, kommune: z.string().nullish(), name, quartier, topics: topics.nullish(), origin },
    ...{ phase: phases().nullish(), startedOn: day.nullish(), published: z.boolean().nullish() },
  }),
  link: z.object({ ...seenCase, project: key }),
  change: z.object({
    ...{ ...seen, name: name.nullish(), quartier: quartier.nullish(), topics: topics.nullish() },
    ...{ origin: origin.nullish(), startedOn: day.nullish(), published: z.boolean().nullish() },
  }),
  phase: z.object({ ...seen, phase: phases(), reason: optionalText('Der Grund', 500) }),
  end: z.object({
    ...{ ...seen, on: day.nullish() },
    state: z.enum(['FINISHED', 'GIVEN_UP'], 'Ein Projekt endet abgeschlossen oder aufgegeben.'),
  }),
  seen: z.object(seen),
  milestone: z.object({ ...seen, title, plannedOn: day }),
  milestoneState: z.object({
    ...{ ...seen, milestone: key, state: z.enum(['PLANNED', 'REACHED', 'DROPPED']).nullish() },
    ...{ on: day.nullish(), title: title.nullish(), plannedOn: day.nullish() },
  }),
  localActor: z.object({
    ...seen,
    name: requiredText(2, 200, 'Bitte nennen Sie die Organisation mit 2 bis 200 Zeichen.'),
    kind: z.enum([
      ...(['CIVIC_INITIATIVE', 'ASSOCIATION_OF_CITIZENS', 'PROVIDER', 'HOUSING', 'CHURCH'] as const),
      ...(['BUSINESS', 'EDUCATION', 'PUBLIC_BODY', 'OTHER'] as const),
    ]),
    since: day.nullish(),
  }),
  localActorEnd: z.object({ ...seen, localActor: key, until: day.nullish() }),
};

/**
 * Reads the input of an action on a project: trimmed, and within its limits.
 *
 * @throws Problem BAD_USER_INPUT naming the first field that does not fit
 */
export function readProjectInput<Name extends keyof typeof schemas>(
  name: Name,
  input: unknown,
): z.output<(typeof schemas)[Name]> {
  return readInput(schemas[name], input) as z.output<(typeof schemas)[Name]>;
}

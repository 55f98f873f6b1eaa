import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { inquirer } from '../case-work/relations.ts';
import type { Channel } from '../generated/resolvers.ts';
import { subjectOf } from '../policy.ts';

/** How an inquiry came in. */
export interface Origin {
  readonly channel: Channel;
  /** `inquirer`, or the subject of who wrote down what they were asked. */
  readonly submittedBy: string;
}

/**
 * The public asks by the form. Staff write down what has reached them in another way: by telephone where they name none.
 *
 * @throws Problem BAD_USER_INPUT for the public with another channel, UNAUTHENTICATED for staff without a name
 */
export function originOf(viewer: Viewer, channel: Channel | null | undefined): Origin {
  if (viewer.roles.length > 0) return { channel: channel ?? 'PHONE', submittedBy: subjectOf(viewer) };
  if (channel && channel !== 'WEB') {
    throw badInput('input.channel', 'Einen anderen Weg als das Online-Formular kann nur das Kompetenzzentrum angeben.');
  }
  return { channel: 'WEB', submittedBy: inquirer.subject };
}

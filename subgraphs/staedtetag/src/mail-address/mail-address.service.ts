import { isUuid } from '@gkz-qe/kit/keys.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Caller } from '@gkz-qe/kit/server.ts';
import * as policy from '../policy.ts';
import type { MailAddressRepository } from './mail-address.repository.ts';

/** Most advisors of one call. */
const maxAdvisors = 100;

export type MailAddressService = ReturnType<typeof createMailAddressService>;

/** Where notifications go, for the service that sends them. */
export function createMailAddressService(addresses: MailAddressRepository, caller: Caller) {
  return {
    /** @throws Problem FORBIDDEN for everybody else; BAD_USER_INPUT for too many keys */
    async find(advisors: readonly string[]) {
      policy.mayAskMailAddresses(caller);
      if (advisors.length > maxAdvisors) throw badInput('advisors', `Bitte fragen Sie nach höchstens ${maxAdvisors}.`);
      return {
        advisors: await addresses.findAdvisors(advisors.filter(isUuid)),
        team: await addresses.findTeam(),
      };
    },

    /** @throws Problem FORBIDDEN for everybody else */
    async findCoordinators(): Promise<readonly string[]> {
      policy.mayAskMailAddresses(caller);
      return addresses.findCoordinators();
    },
  };
}

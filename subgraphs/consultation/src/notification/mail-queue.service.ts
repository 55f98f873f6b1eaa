import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { requireScope } from '../policy.ts';
import type { MailQueueRepository, MailQueueRow } from './mail-queue.repository.ts';

export type MailQueueService = ReturnType<typeof createMailQueueService>;

/** What has not been mailed, for those who see to it. */
export function createMailQueueService(mails: MailQueueRepository, viewer: Viewer) {
  return {
    /** @throws Problem UNAUTHENTICATED, FORBIDDEN */
    async count(): Promise<readonly MailQueueRow[]> {
      requireScope(viewer, 'mail:read');
      return mails.count();
    },
  };
}

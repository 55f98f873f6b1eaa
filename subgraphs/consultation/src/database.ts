import { join } from 'node:path';
import type { DatabaseOptions } from '@gkz-qe/kit/database.ts';
import { Topic } from './topic/topic.entity.ts';

/** This subgraph's database: its tables and its migrations. A new topic adds its entities here. */
export function databaseOptions(url: string): DatabaseOptions {
  return {
    url,
    entities: [Topic],
    migrations: join(import.meta.dirname, '../migrations'),
  };
}

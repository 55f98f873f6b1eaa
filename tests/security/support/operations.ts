import type { Ask } from './ask.ts';
import { associationOperations } from './association.operations.ts';
import { caseOperations } from './case.operations.ts';
import { caseWorkOperations } from './case-work.operations.ts';
import { eventOperations } from './event.operations.ts';
import { figuresOperations } from './figures.operations.ts';
import { inquiryOperations } from './inquiry.operations.ts';
import { privacyOperations } from './privacy.operations.ts';
import { projectOperations } from './project.operations.ts';
import { publicOperations } from './public.operations.ts';
import type { Column } from './read-table.ts';

/** How a line of the table is asked. What the inquirer alone holds, the link, is in their questions only. */
export type AskFor = (column: Column) => readonly Ask[];

/** Every line of `rights`, under the same words. */
export const operations: Readonly<Record<string, AskFor>> = {
  ...publicOperations,
  ...inquiryOperations,
  ...caseOperations,
  ...caseWorkOperations,
  ...projectOperations,
  ...eventOperations,
  ...associationOperations,
  ...figuresOperations,
  ...privacyOperations,
};

import { keepText } from './answer-text.ts';
import type { JsonObject } from './object-tools.ts';
import type { EarlyCall, Transport } from './outbox.ts';
import type { ExecutionAnswer } from './prepared-operation.ts';
import type { RunMemory } from './run-memory.ts';
import { createRunRecorder } from './run-recorder.ts';
import { replayRun } from './run-replay.ts';
import type { Conditions } from './selected-fields.ts';

/** What one execution starts from. */
export interface RunRequest {
  readonly variables: JsonObject;
  readonly conditions: Conditions;
  readonly transport: Transport;
  readonly earlyCalls: readonly EarlyCall[];
}

export type ExecuteRun = (request: RunRequest) => Promise<ExecutionAnswer>;

/** Variables longer than that, as JSON, are not worth a memory. */
const maxVariables = 2000;
let operations = 0;

/**
 * Spares the work on answers that are the same as last time: reading, merging and shaping them. All calls are made as
 * ever, for this request and in its viewer's name; only if every answer is, to the letter, what it was, is the result
 * what it was. As soon as one differs, the execution takes over with the calls that have been made.
 */
export function rememberRuns(execute: ExecuteRun, memory: RunMemory): ExecuteRun {
  const operation = operations++;
  return async (request) => {
    const variables = JSON.stringify(request.variables);
    if (variables.length > maxVariables) return execute(request);
    const key = `${operation} ${variables}`;
    const remembered = memory.find(key);
    if (remembered) {
      const replay = await replayRun(remembered, (call) => request.transport(call, { bundles: [] }));
      if (replay.isSame) return { data: remembered.data };
      memory.miss(key);
      return execute({ ...request, earlyCalls: replay.sent });
    }
    if (!memory.wants(key)) return execute(request);
    const recorder = createRunRecorder(request.transport);
    const answer = await execute({ ...request, transport: recorder.transport });
    const isWhole = answer.data && !answer.errors && !answer.extensions;
    const run = isWhole ? recorder.finish(answer.data as object) : undefined;
    if (run) {
      keepText(run.data);
      memory.keep(key, run);
    }
    return answer;
  };
}

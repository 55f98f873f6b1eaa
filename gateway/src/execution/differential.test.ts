import { describe, expect, test } from 'vitest';
import { compareAnswers } from './differential/compare-answers.ts';
import { type Contest, createContest } from './differential/contest.ts';
import { readDifferentialEnv } from './differential/env.ts';
import { type CallFault, type Faults, type ValueFault, withFaults } from './differential/faults.ts';
import { type GeneratedOperation, generateOperation } from './differential/operation-generator.ts';
import { createRandom, type Random } from './differential/random.ts';
import { createSampleSupergraph } from './differential/sample-supergraph.ts';
import { content } from './differential/supergraphs/content.ts';
import { media } from './differential/supergraphs/media.ts';
import { office } from './differential/supergraphs/office.ts';
import { orders } from './differential/supergraphs/orders.ts';
import { own } from './differential/supergraphs/own.ts';
import { shop } from './differential/supergraphs/shop.ts';
import { travel } from './differential/supergraphs/travel.ts';

const { seed, operations } = readDifferentialEnv();
console.log(`DIFFERENTIAL_SEED=${seed} DIFFERENTIAL_OPERATIONS=${operations}`);

const supergraphs = { shop, media, office, content, orders, travel, own };
/** In milliseconds. Planning made-up operations is slow where others use the machine, too: so much for each. */
const timeout = { timeout: 12_000 * operations };
const callFaults: readonly CallFault[] = [
  'unreachable',
  'garbage',
  'no-data',
  'general-error',
  'short',
  'long',
  'no-list',
];

/** Waits a few turns of the event loop, so that answers come in any order. */
async function passTime(random: Random): Promise<void> {
  for (let turns = random.below(4); turns > 0; turns--) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

describe.each(Object.entries(supergraphs))('over the supergraph "%s"', (_name, subgraphs) => {
  const sample = createSampleSupergraph(subgraphs);
  const hasInterfaceObjects = sample.sdl.includes('isInterfaceObject: true');
  const random = createRandom(seed);
  let faults: Faults = { seed, values: {}, calls: {} };
  const contestOnce = createContest(sample, async (subgraph, request) => {
    await passTime(random);
    const answer = await withFaults(sample.ask, faults)(subgraph, request);
    await passTime(random);
    return answer;
  });

  async function expectSameAnswers(contest: Contest, operation: GeneratedOperation): Promise<void> {
    const { stock, ours } = await contest.run(operation);
    if (compareAnswers(stock, ours, hasInterfaceObjects)) return;
    const asked = JSON.stringify({ operation, faults });
    expect(told(ours), asked).toEqual(told(stock));
    expect.unreachable(`the answers differ in form alone: ${asked}`);
  }

  async function runOperations(values: Partial<Record<ValueFault, number>>, hasCallFault: boolean): Promise<Contest> {
    const contest = await contestOnce;
    for (let i = 0; i < operations; i++) {
      const hasMutations = Boolean(contest.schema.getMutationType());
      const operation = generateOperation(contest.schema, random, hasMutations && random.chance(0.3));
      const calls = hasCallFault ? { [random.pick(Object.keys(subgraphs))]: random.pick(callFaults) } : {};
      // Asked again, the same answers may be remembered; and then they change.
      for (const isFaulty of [true, true, true, false]) {
        faults = isFaulty ? { seed: seed + i, values, calls } : { seed, values: {}, calls: {} };
        await expectSameAnswers(contest, operation);
      }
    }
    return contest;
  }

  test('generated operations get the same answers from the stock gateway and from ours', timeout, async () => {
    const { ours } = await runOperations({}, false);
    expect(ours.counters.compiled).toBeGreaterThan(operations / 2);
    expect(ours.counters.fallback).toBe(0);
  });

  test('errors, nulls, missing values and values of other types cost the same in both', timeout, async () => {
    await runOperations({ error: 0.02, 'silent-null': 0.01, missing: 0.01, 'wrong-leaf': 0.01 }, false);
  });

  test('calls that fail or answer anything cost the same in both', timeout, async () => {
    await runOperations({ error: 0.01 }, true);
  });

  test('a value of a wrong shape never costs more than in the stock gateway', timeout, async () => {
    await runOperations({ 'wrong-shape': 0.02 }, false);
  });
});

function told({ data, errors, extensions }: Awaited<ReturnType<Contest['run']>>['ours']) {
  const said = errors?.map(({ message, path, extensions: details }) => ({ message, path, code: details?.code }));
  return JSON.parse(JSON.stringify({ data: data ?? null, extensions, errors: said ?? [] }));
}

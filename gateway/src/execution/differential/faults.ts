import { type ExecutionResult, GraphQLError } from 'graphql';
import { fraction } from './random.ts';
import type { AskSubgraph, SubgraphRequest } from './sample-supergraph.ts';

/**
 * Faults of subgraphs. Where they strike follows from what is asked about (the entity and the field), not from when or in
 * which call: the two gateways make different calls.
 */
export interface Faults {
  readonly seed: number;
  /** How likely each is for one value. */
  readonly values: Partial<Record<ValueFault, number>>;
  /** What is wrong with every call to a subgraph. */
  readonly calls: Readonly<Record<string, CallFault>>;
}

/**
 * `error`: null and an error. `silent-null`: null without one, also where null may not be. `missing`: no such member.
 * `wrong-leaf`: a value of another type. `wrong-shape`: an object for a list, a number for an object.
 */
export type ValueFault = 'error' | 'silent-null' | 'missing' | 'wrong-leaf' | 'wrong-shape';

/** `general-error`: an error without a path beside the data. `no-data`: errors only. `short`: one entity too few. */
export type CallFault = 'unreachable' | 'garbage' | 'no-data' | 'general-error' | 'short' | 'long' | 'no-list';

/** What stands between the gateways and the subgraphs. */
export function withFaults(ask: AskSubgraph, faults: Faults): AskSubgraph {
  return async (subgraph, request) => {
    const fault = faults.calls[subgraph];
    if (fault === 'unreachable') throw new GraphQLError('down', { extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
    if (fault === 'garbage') return '<html>' as ExecutionResult;
    if (fault === 'no-data') return { errors: [{ message: 'no', extensions: { code: 'NO' } }], data: null } as never;
    const result = await ask(subgraph, request);
    spoilValues(result, subgraph, request, faults);
    return fault ? spoilCall(result, fault) : result;
  };
}

function spoilCall(result: ExecutionResult, fault: CallFault): ExecutionResult {
  if (fault === 'general-error') {
    return { ...result, errors: [...(result.errors ?? []), { message: 'by the way' } as GraphQLError] };
  }
  const data = Object.entries(result.data ?? {}).map(([name, value]) => {
    if (!isEntities(name) || !Array.isArray(value)) return [name, value];
    return [name, { short: value.slice(1), long: [...value, null], 'no-list': {} }[fault as 'short'] ?? value];
  });
  return { ...result, data: Object.fromEntries(data) };
}

function spoilValues(result: ExecutionResult, subgraph: string, request: SubgraphRequest, faults: Faults): void {
  const errors: unknown[] = [...(result.errors ?? [])];
  const spoil = createSpoiler(faults, errors);
  for (const [name, value] of Object.entries(result.data ?? {})) {
    const representations = isEntities(name) && representationsOf(name, request);
    if (representations && Array.isArray(value)) {
      value.forEach((entity, i) => {
        spoil(entity, `${faults.seed} ${subgraph} ${JSON.stringify(representations[i])}`, [name, i]);
      });
    }
  }
  if (!Object.keys(result.data ?? {}).some(isEntities)) spoil(result.data, `${faults.seed} ${subgraph}`, []);
  if (errors.length > 0) Object.assign(result, { errors });
}

type Path = readonly (string | number)[];

function createSpoiler({ values }: Faults, errors: unknown[]) {
  const spoil = (value: unknown, seed: string, path: Path): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      const here = `${seed} ${name}`;
      const memberPath = [...path, Array.isArray(value) ? Number(name) : name];
      const fault = faultAt(here, values);
      // A type that is not a text is of a wrong shape: the gateways themselves live on it.
      // What is inside an own scalar is nobody's field.
      if ('of' in value) continue;
      if (fault && (name !== '__typename' || fault === 'wrong-shape')) strike(value as never, name, fault, memberPath);
      else spoil(member, here, memberPath);
    }
  };
  const strike = (holder: Record<string, unknown>, name: string, fault: ValueFault, path: Path): void => {
    const value = holder[name];
    const isLeaf = (typeof value !== 'object' || value === null) && name !== '__typename';
    if (fault === 'error') errors.push({ message: `fault at ${name}`, path, extensions: { code: 'FAULT', at: name } });
    if (fault === 'missing' && !Array.isArray(holder)) delete holder[name];
    else if (fault === 'wrong-leaf' && isLeaf && value !== null)
      holder[name] = typeof value === 'number' ? 'text' : 4.25;
    else if (fault === 'wrong-shape' && !isLeaf) holder[name] = Array.isArray(value) ? {} : 7;
    else if (fault === 'error' || fault === 'silent-null') holder[name] = null;
  };
  return spoil;
}

function faultAt(seed: string, values: Faults['values']): ValueFault | undefined {
  let part = fraction(`fault ${seed}`);
  for (const [fault, probability] of Object.entries(values)) {
    part -= probability;
    if (part < 0) return fault as ValueFault;
  }
  return undefined;
}

/** `_entities`, or what our gateway calls it where several travel together. */
function isEntities(name: string): boolean {
  return /^(_entities|e\d+)$/.test(name);
}

function representationsOf(name: string, { variables }: SubgraphRequest): readonly unknown[] {
  const variable = name === '_entities' ? 'representations' : `representations_${name.slice(1)}`;
  return (variables?.[variable] as readonly unknown[] | undefined) ?? [];
}

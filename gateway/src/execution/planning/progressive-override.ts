import type { Schema } from '@apollo/federation-internals';

/** Which fields are asked of their new subgraph for one request. */
export interface Moved {
  /** The same for the same fields: plans differ by it. Empty if no field is on the move. */
  readonly key: string;
  /** By label, for the planner. */
  readonly conditions: ReadonlyMap<string, boolean>;
}

/** Decides, request by request. */
export type DrawMoved = () => Moved;

/**
 * Reads which fields move from one subgraph to another step by step, `@override(from: "a", label: "percent(5)")`: five of a hundred
 * requests ask the new one. A request asks the new one for all fields with the same share or a larger one, so that there are
 * no more plans than shares. Labels of other kinds count as not moved; the stock gateway takes all labels for that.
 *
 * @param random a number from 0 to below 1
 */
export function readMoves(supergraph: Schema, random: () => number = Math.random): DrawMoved {
  const shares = new Map(labelsOf(supergraph).map((label) => [label, shareOf(label)]));
  const steps = [...new Set(shares.values())].sort((a, b) => a - b);
  const drawn = new Map<number, Moved>();
  const decide = (part: number): Moved => {
    const step = steps.find((share) => part < share) ?? Number.POSITIVE_INFINITY;
    return drawn.getOrInsertComputed(step, () => ({
      key: step === Number.POSITIVE_INFINITY ? '' : `moved ${step}`,
      conditions: new Map([...shares].map(([label, share]) => [label, share >= step])),
    }));
  };
  const nothing = decide(Number.POSITIVE_INFINITY);
  return shares.size === 0 ? () => nothing : () => decide(random() * 100);
}

function labelsOf(supergraph: Schema): string[] {
  const applications = [...(supergraph.directive('join__field')?.applications() ?? [])];
  const labels = applications.map(
    (application) => (application.arguments() as { overrideLabel?: string }).overrideLabel,
  );
  return [...new Set(labels.filter((label) => label !== undefined))];
}

/** Of a hundred requests. */
function shareOf(label: string): number {
  return Number(/^percent\((\d+(?:\.\d+)?)\)$/.exec(label)?.[1] ?? 0);
}

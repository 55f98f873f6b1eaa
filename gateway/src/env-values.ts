import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** `on` or `off`. */
export const onOff = z.enum(['on', 'off']).transform((text) => text === 'on');

/** Comma-separated values. */
export const list = z.string().transform(items);

function items(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** One or two secrets, comma-separated. The first one signs; the second is for the time of a change. */
export const secrets = list.pipe(z.array(z.string().min(32, 'a secret has at least 32 characters')).min(1).max(2));

/** `600/60`: so many in so many seconds. `off`: no limit, null. */
export const rate = z
  .string()
  .regex(/^(off|[1-9]\d*\/[1-9]\d*)$/, 'is written like 600/60 (so many in so many seconds) or off')
  .transform((text) => {
    const [max, seconds] = text.split('/').map(Number);
    return max && seconds ? { max, seconds } : null;
  });

/** `name=value,…` as a record of this shape. */
export function pairs<Shape extends z.ZodType>(shape: Shape) {
  return z.preprocess(
    (text) => (typeof text === 'string' ? Object.fromEntries(items(text).map(splitOnce)) : text),
    shape,
  );
}

function splitOnce(item: string): [string, string] {
  const at = item.indexOf('=');
  return at < 0 ? [item, ''] : [item.slice(0, at).trim(), item.slice(at + 1).trim()];
}

/** A shape with one entry per variable that is there and starts with `prefix`. */
export function shapeOf<Value extends z.ZodType>(source: Environment, prefix: string, value: Value) {
  const names = Object.keys(source).filter((name) => name.startsWith(prefix) && source[name] !== '');
  return Object.fromEntries(names.map((name) => [name, value]));
}

/** The entries of `read` that start with `prefix`, by the rest of their name. */
export function startingWith<Value>(
  read: Readonly<Record<string, unknown>>,
  prefix: string,
): ReadonlyMap<string, Value> {
  const entries = Object.entries(read).filter(([name]) => name.startsWith(prefix));
  return new Map(entries.map(([name, value]) => [name.slice(prefix.length), value as Value]));
}

/** How a subgraph's name is written in variables: `b-x` → `B_X`. */
export function variableName(subgraph: string): string {
  return subgraph.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

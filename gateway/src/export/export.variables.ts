import { Kind, type OperationDefinitionNode, type TypeNode } from 'graphql';
import { createRefusal } from '../errors/refusal.ts';

type Variables = Readonly<Record<string, unknown>>;

/**
 * Reads an operation's variables from an address: `from=2023&dimensions=TOPIC,ASSOCIATION`; what is not plain as JSON. Whether they
 * fit their types is for the graph to say.
 *
 * @throws a refusal for a name that the export does not know or that comes twice
 */
export function readVariables(operation: OperationDefinitionNode, search: URLSearchParams): Variables {
  const types = new Map((operation.variableDefinitions ?? []).map(({ variable, type }) => [variable.name.value, type]));
  types.delete('after');
  const entries = [...search].map(([name, text]) => {
    const type = types.get(name);
    if (!type || search.getAll(name).length > 1) throw unknownVariable([...types.keys()]);
    return [name, readValue(text, type)] as const;
  });
  return Object.fromEntries(entries);
}

function readValue(text: string, type: TypeNode): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) return readValue(text, type.type);
  if (text.startsWith('[') || text.startsWith('{')) return readJson(text);
  if (type.kind === Kind.LIST_TYPE) return text.split(',').map((part) => readValue(part, type.type));
  const name = type.name.value;
  if (name === 'Int' || name === 'Float') return text.trim() === '' ? text : Number(text);
  if (name === 'Boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw createRefusal('BAD_REQUEST', 'Eine Angabe in der Adresse ist nicht lesbar.');
  }
}

function unknownVariable(names: readonly string[]) {
  const message =
    names.length === 0
      ? 'Dieser Abruf kennt keine Angaben außer format.'
      : `Bitte nennen Sie jede Angabe einmal. Möglich sind: format, ${names.join(', ')}.`;
  return createRefusal('BAD_REQUEST', message);
}

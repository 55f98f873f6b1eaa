import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  NoDeprecatedCustomRule,
  type OperationDefinitionNode,
  validate,
} from 'graphql';
import { ContractFault } from './contract-fault.ts';
import { parseFile, repositoryRoot, shownPath } from './subgraphs.ts';

/** Folder of the operations that clients are known to send. */
export const operationsFolder = join(repositoryRoot, 'schema/operations');

/** One operation that clients are known to send. */
export interface KnownOperation {
  /** The operation's own name; unique among all known ones. */
  readonly name: string;
  /** File it stands in, relative to the repository's root. */
  readonly file: string;
  readonly document: DocumentNode;
}

/** A finding about one operation: what is wrong, and where. */
export interface OperationFinding {
  readonly operation: KnownOperation;
  /** `file:line:column message` */
  readonly text: string;
}

/**
 * Reads every `*.graphql` file of a folder in name order; each holds exactly one named operation.
 * @throws ContractFault where a file holds none, several or an unnamed one, or a name comes twice; GraphQLError on bad syntax.
 */
export function readKnownOperations(folder: string = operationsFolder): KnownOperation[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  const operations = files.sort().map((file) => readKnownOperation(join(folder, file)));
  for (const [index, { name, file }] of operations.entries()) {
    const first = operations.findIndex((other) => other.name === name);
    if (first !== index)
      throw new ContractFault(`${file} and ${operations[first]?.file} both name their operation ${name}.`);
  }
  return operations;
}

function readKnownOperation(path: string): KnownOperation {
  const document = parseFile(path);
  const definitions = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const name = definitions[0]?.name?.value;
  if (definitions.length !== 1 || !name)
    throw new ContractFault(`${shownPath(path)} must hold exactly one named operation.`);
  return { name, file: shownPath(path), document };
}

/** Finds what makes operations invalid against a schema. */
export function findInvalidOperations(
  schema: GraphQLSchema,
  operations: readonly KnownOperation[],
): OperationFinding[] {
  return operations.flatMap((operation) => findings(operation, validate(schema, operation.document)));
}

/** Finds where operations use something deprecated. */
export function findDeprecatedUse(schema: GraphQLSchema, operations: readonly KnownOperation[]): OperationFinding[] {
  return operations.flatMap((operation) =>
    findings(operation, validate(schema, operation.document, [NoDeprecatedCustomRule])),
  );
}

function findings(operation: KnownOperation, errors: readonly GraphQLError[]): OperationFinding[] {
  return errors.map((error) => {
    const place = error.locations?.[0];
    return { operation, text: `${operation.file}:${place?.line ?? 1}:${place?.column ?? 1} ${error.message}` };
  });
}

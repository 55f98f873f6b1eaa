import { Kind, type TypeNode } from 'graphql';

/** The name at the core of a written type: `[Case!]!` → `Case`. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

import { baseType, type CompositeType, isCompositeType, isUnionType, type Schema } from '@apollo/federation-internals';

/** The type, if it is one of objects. */
export function composite(type: ReturnType<Schema['type']>): CompositeType | undefined {
  return type && isCompositeType(type) ? type : undefined;
}

/** The type of what a field leads to, if that is an object. */
export function typeOfField(parent: CompositeType, name: string): CompositeType | undefined {
  const type = isUnionType(parent) ? undefined : parent.field(name)?.type;
  return composite(type && baseType(type));
}

import {
  baseType,
  type CompositeType,
  type Directive,
  type FieldSelection,
  isObjectType,
  isSubtype,
  isUnionType,
  type OperationElement,
  type OutputType,
  type Schema,
  type SelectionSet,
  Variable,
} from '@apollo/federation-internals';

/** The values of the variables in `@skip` and `@include`. */
export type Conditions = Readonly<Record<string, boolean>>;

/** A selection set, and the type its fields are looked at from where an object does not say its own. */
export interface Selected {
  readonly selectionSet: SelectionSet;
  readonly parentType: CompositeType;
}

/** A field of the answer: all selections with its response name, the first of which decides type and position. */
export interface SelectedField {
  readonly responseName: string;
  readonly first: FieldSelection;
  /** The type from which the first of them is selected. */
  readonly parentType: CompositeType;
  /** What is selected of its value, if that is an object. */
  readonly below: readonly Selected[];
}

/**
 * The type of an object that does not say its own, if there is only one that it can have.
 *
 * The planner asks a subgraph for types only where that subgraph has several at a place. So what is an interface to the
 * client may be told by the place alone.
 */
export function onlyObjectType(selected: readonly Selected[]): CompositeType | undefined {
  return selected.find(({ parentType }) => isObjectType(parentType))?.parentType;
}

/**
 * Finds the fields of an object, in the order of the answer.
 *
 * @param objectType the type that the object is known to have, if any
 */
export function selectedFields(
  selected: readonly Selected[],
  objectType: CompositeType | undefined,
  conditions: Conditions,
  schema: Schema,
): SelectedField[] {
  const fields = new Map<string, { first: FieldSelection; parentType: CompositeType; below: Selected[] }>();
  const collect = ({ selectionSet, parentType }: Selected): void => {
    for (const selection of selectionSet.selections()) {
      if (isLeftOut(selection.element, conditions, schema)) continue;
      if (selection.kind === 'FieldSelection') {
        const responseName = selection.element.responseName();
        const field = fields.getOrInsertComputed(responseName, () => ({ first: selection, parentType, below: [] }));
        if (selection.selectionSet) {
          const type = typeOfField(selection, objectType);
          field.below.push({ selectionSet: selection.selectionSet, parentType: type });
        }
      } else {
        const { typeCondition } = selection.element;
        if (typeCondition && !isSubtype(typeCondition, objectType ?? parentType)) continue;
        collect({ selectionSet: selection.selectionSet, parentType: typeCondition ?? parentType });
      }
    }
  };
  for (const one of selected) collect(objectType ? { ...one, parentType: objectType } : one);
  return [...fields].map(([responseName, field]) => ({ responseName, ...field }));
}

/** A field that is selected from an interface may have a narrower type in the type at hand. */
function typeOfField({ element }: FieldSelection, objectType: CompositeType | undefined): CompositeType {
  const { definition } = element;
  const owner = objectType && !isUnionType(objectType) ? objectType.field(definition.name) : undefined;
  const narrowed = owner?.type && baseType(owner.type);
  const declared = baseType(definition.type as OutputType) as CompositeType;
  return narrowed && isObjectType(narrowed) ? narrowed : declared;
}

/** The names of all variables that decide about fields, in a fixed order. */
export function conditionVariables(selectionSet: SelectionSet, schema: Schema): string[] {
  const names = new Set<string>();
  const seen = new Set<SelectionSet>();
  const walk = (set: SelectionSet): void => {
    if (seen.has(set)) return;
    seen.add(set);
    for (const selection of set.selections()) {
      for (const directive of conditionDirectives(selection.element, schema)) {
        const value = directive?.arguments().if;
        if (value instanceof Variable) names.add(value.name);
      }
      if (selection.selectionSet) walk(selection.selectionSet);
    }
  };
  walk(selectionSet);
  return [...names].sort();
}

function isLeftOut(element: OperationElement, conditions: Conditions, schema: Schema): boolean {
  const [skip, include] = conditionDirectives(element, schema);
  return Boolean((skip && isTrue(skip, conditions)) || (include && !isTrue(include, conditions)));
}

type ConditionDirective = Directive<OperationElement, { if: boolean | Variable }>;

function conditionDirectives(element: OperationElement, schema: Schema): (ConditionDirective | undefined)[] {
  const [skip] = element.appliedDirectivesOf(schema.skipDirective());
  const [include] = element.appliedDirectivesOf(schema.includeDirective());
  return [skip as ConditionDirective | undefined, include as ConditionDirective | undefined];
}

function isTrue(directive: ConditionDirective, conditions: Conditions): boolean {
  const value = directive.arguments().if;
  return value instanceof Variable ? (conditions[value.name] as boolean) : value;
}

import { scopesOf, type Viewer } from '@gkz-qe/kit/viewer.ts';
import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { AccessRules } from './access-rules.ts';
import { isMet, signedIn } from './requirement.ts';

/** What viewers with the same rights may see of one schema. */
export interface AccessView {
  /** The same for the same rights: compiled operations and hidden schemas are kept by it. */
  readonly signature: string;
  /** Nothing at all is hidden. */
  readonly seesAll: boolean;
  readonly hidesType: (type: GraphQLNamedType) => boolean;
  /** Also true for every field of a hidden type, and for a field that leads to nothing but hidden types. */
  readonly hidesField: (type: GraphQLObjectType, field: string) => boolean;
}

/** How many different sets of rights are remembered. There are about as many as combinations of roles in use. */
const maxViews = 500;

/** Makes the function from viewers to what they may see. */
export function createAccessViews(rules: AccessRules, schema: GraphQLSchema): (viewer: Viewer) => AccessView {
  const views = new LRUCache<string, AccessView>({ max: maxViews });
  const known = new WeakMap<Viewer, AccessView>();
  return (viewer) => {
    const view = known.get(viewer) ?? find(viewer);
    known.set(viewer, view);
    return view;
  };

  function find(viewer: Viewer): AccessView {
    const granted = grantedTo(viewer).filter((scope) => rules.scopes.has(scope));
    const signature = granted.join(' & ');
    const same = views.get(signature);
    if (same) return same;
    const view = createView(signature, new Set(granted), rules, schema);
    views.set(signature, view);
    return view;
  }
}

function grantedTo(viewer: Viewer): readonly string[] {
  return viewer.subject === null ? [] : [signedIn, ...scopesOf(viewer)];
}

function createView(
  signature: string,
  granted: ReadonlySet<string>,
  rules: AccessRules,
  schema: GraphQLSchema,
): AccessView {
  const types = Object.values(schema.getTypeMap());
  const hidden = new Set(types.filter((type) => !isMet(rules.ofType(type.name), granted)));
  for (const type of types) {
    if (isAbstractType(type) && hidesAll(schema.getPossibleTypes(type), hidden)) hidden.add(type);
  }
  const hiddenFields = new Set<string>();
  for (const type of types.filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const open = isMet(rules.ofField(type.name, field.name), granted) && !hidden.has(getNamedType(field.type));
      if (!open || hidden.has(type)) hiddenFields.add(`${type.name}.${field.name}`);
    }
  }
  return {
    signature,
    seesAll: hidden.size === 0 && hiddenFields.size === 0,
    hidesType: (type) => hidden.has(type),
    hidesField: (type, field) => hiddenFields.has(`${type.name}.${field}`),
  };
}

function hidesAll(possible: readonly GraphQLNamedType[], hidden: ReadonlySet<GraphQLNamedType>): boolean {
  return possible.length > 0 && possible.every((type) => hidden.has(type));
}

import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';
import { type Link, readLinks } from '../supergraph/links.ts';
import { both, nothing, type Requirement, signedIn } from './requirement.ts';

const authenticated = 'https://specs.apollo.dev/authenticated';
const requiresScopes = 'https://specs.apollo.dev/requiresScopes';
const policy = 'https://specs.apollo.dev/policy';

/** The protections that this gateway enforces, as their specifications call them. */
export const enforcedFeatures: ReadonlySet<string> = new Set([authenticated, requiresScopes]);
const enforcedVersion = 'v0.1';

/** Reads what the directives at one place ask for. */
export type RequirementReader = (directives: readonly ConstDirectiveNode[] | undefined) => Requirement;

/**
 * Learns from the links of a supergraph what its access directives are called.
 *
 * @throws where a protection is asked for that we could not keep: an unknown version, `@policy`, or a directive nobody linked
 */
export function createRequirementReader(supergraph: DocumentNode): RequirementReader {
  const links = readLinks(supergraph);
  for (const link of links) refuseUnknown(link);
  const nameOf = (identity: string, name: string) =>
    links.filter((link) => link.identity === identity).map((link) => link.directive(name));
  const signedInNames = new Set(nameOf(authenticated, 'authenticated'));
  const scopeNames = new Set(nameOf(requiresScopes, 'requiresScopes'));
  return (directives = []) => directives.map(read).reduce((sum, requirement) => both(sum, requirement), nothing);

  function read(directive: ConstDirectiveNode): Requirement {
    const name = directive.name.value;
    if (signedInNames.has(name)) return [[signedIn]];
    if (scopeNames.has(name)) return readScopes(directive);
    refuseUnlinked(directive);
    return nothing;
  }
}

function refuseUnknown({ identity, version }: Link): void {
  if (identity === policy) throw new Error('the supergraph uses @policy, which this gateway does not enforce');
  if (enforcedFeatures.has(identity) && version !== enforcedVersion) {
    throw new Error(`the supergraph uses ${identity}/${version}; this gateway enforces ${enforcedVersion}`);
  }
}

/** A protection that looks like one but was never linked would silently protect nothing. */
function refuseUnlinked(directive: ConstDirectiveNode): void {
  const carried =
    directive.name.value === 'join__directive'
      ? directive.arguments?.find((entry) => entry.name.value === 'name')?.value
      : undefined;
  const name = carried?.kind === Kind.STRING ? carried.value : directive.name.value;
  if (/(^|__)(authenticated|requiresScopes|policy)$/.test(name)) {
    throw new Error(`the supergraph carries @${name} without a link that says what it means`);
  }
}

function readScopes(directive: ConstDirectiveNode): Requirement {
  const value = directive.arguments?.find((entry) => entry.name.value === 'scopes')?.value;
  if (value?.kind !== Kind.LIST) throw new Error(`@${directive.name.value} without a list of scopes`);
  return value.values.map((alternative) => {
    if (alternative.kind !== Kind.LIST) throw new Error(`@${directive.name.value} wants a list of lists of scopes`);
    return alternative.values.map((scope) => {
      if (scope.kind !== Kind.STRING || scope.value === '')
        throw new Error(`@${directive.name.value} has a scope that is no text`);
      return scope.value;
    });
  });
}

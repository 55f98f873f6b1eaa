import type { Role } from '@gkz-qe/kit/viewer.ts';
import type { OperationRequest } from '../executor.ts';

/** An operation that somebody asks, and all that is needed to get it ready for a supergraph that is yet to come. */
export interface OperationInUse {
  readonly text: string;
  readonly queryHash: string;
  readonly operationName: string | undefined;
  /** Of the viewer: what is cut from an operation depends on them. Undefined: asked without signing in. */
  readonly roles: readonly Role[] | undefined;
}

/** Notes nothing of who asks but the roles. */
export function describeUse({ source, queryHash, operationName, context }: OperationRequest): OperationInUse {
  const { viewer } = context;
  const roles = viewer.subject === null ? undefined : viewer.roles;
  return { text: source, queryHash, operationName, roles };
}

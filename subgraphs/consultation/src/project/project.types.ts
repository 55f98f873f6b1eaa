import type { Connection } from '@gkz-qe/kit/connection.ts';
import type {
  AssociationCode,
  CaseSource,
  LocalActorKind,
  MilestoneState,
  Phase,
  ProjectOrigin,
  ProjectState,
} from '../generated/resolvers.ts';

/** A project as one viewer sees it: its public facts, and what those know of it who accompany it. */
export interface ProjectRow {
  readonly id: string;
  readonly name: string;
  /** Key of the Kommune. */
  readonly kommune: string;
  readonly phase: Phase;
  readonly state: ProjectState;
  readonly published: boolean;
  readonly source: CaseSource;
  /** Null where the viewer may read the public facts alone. */
  readonly accompaniment: AccompanimentRow | null;
}

/** Days are ISO 8601. */
export interface AccompanimentRow {
  readonly projectId: string;
  readonly version: number;
  readonly mayChange: boolean;
  readonly quartier: string;
  readonly origin: ProjectOrigin;
  readonly startedOn: string;
  readonly endedOn: string | null;
}

export type ProjectConnectionRow = Connection<ProjectRow>;

export interface PhaseEntryRow {
  readonly projectId: string;
  readonly at: Date;
  readonly phase: Phase;
  readonly association: AssociationCode | null;
  readonly note: string | null;
}

export interface MilestoneRow {
  readonly projectId: string;
  readonly id: string;
  readonly title: string;
  readonly state: MilestoneState;
  readonly plannedOn: string;
  readonly settledOn: string | null;
}

export interface LocalActorRow {
  readonly projectId: string;
  readonly id: string;
  readonly name: string;
  readonly kind: LocalActorKind;
  readonly since: string;
  readonly until: string | null;
}

/** Which projects; null where nothing is asked. What is named must all hold. */
export interface ProjectQuery {
  readonly kommune: string | null;
  readonly topics: readonly string[] | null;
  readonly phases: readonly Phase[] | null;
  readonly states: readonly ProjectState[] | null;
}

/** A project as it stands while nobody else can change it, and what the viewer may do with it. */
export interface ProjectFacts {
  readonly id: string;
  readonly kommune: string;
  readonly name: string;
  readonly quartier: string;
  readonly origin: ProjectOrigin;
  readonly phase: Phase;
  readonly state: ProjectState;
  readonly published: boolean;
  readonly startedOn: string;
  readonly endedOn: string | null;
  readonly version: number;
  /** Codes in the official order. */
  readonly topics: readonly string[];
  readonly milestones: readonly MilestoneRow[];
  readonly localActors: readonly LocalActorRow[];
  /** Whether any case accompanies it. */
  readonly accompanied: boolean;
  readonly readable: boolean;
  readonly writable: boolean;
}

/** All that one action changes in a project. */
export interface ProjectPlan {
  readonly patch?: Partial<
    Pick<ProjectFacts, 'name' | 'quartier' | 'origin' | 'phase' | 'state' | 'published' | 'startedOn' | 'endedOn'>
  >;
  readonly topics?: readonly string[];
  readonly milestone?: Omit<MilestoneRow, 'projectId'>;
  readonly localActor?: Omit<LocalActorRow, 'projectId'>;
  /** What the timelines of the cases say that accompany it; nothing where it is not said there. */
  readonly told?: string;
}

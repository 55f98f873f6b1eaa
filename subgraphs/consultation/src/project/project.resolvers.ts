import { associationStub } from '../association/association-stubs.ts';
import { toResult as toCaseResult, toUnchanged as toUnchangedCase } from '../case-work/case-work.resolvers.ts';
import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { ProjectOutcome } from './project-change.service.ts';

export const projectResolvers = {
  Query: {
    project: (_parent, { id }, { projects }) => projects.find(id),
    projects: (_parent, args, { projects }) => projects.list(args),
  },
  Mutation: {
    startProject: async (_parent, { input }, context) => {
      const { outcome, projectId } = await context.projectWork.start(input);
      if (outcome.kind !== 'CHANGED') return toUnchangedCase(outcome, context);
      context.forgetCases();
      const [project, row] = [await context.projects.find(projectId), await context.cases.find(outcome.caseId)];
      return { __typename: 'ProjectStarted' as const, project, case: row };
    },
    linkProject: async (_parent, { input }, context) => toCaseResult(await context.projectWork.link(input), context),
    changeProject: async (_parent, { input }, context) => toResult(await context.projectWork.change(input), context),
    setProjectPhase: async (_parent, { input }, context) =>
      toResult(await context.projectWork.setPhase(input), context),
    endProject: async (_parent, { input }, context) => toResult(await context.projectWork.end(input), context),
    resumeProject: async (_parent, { input }, context) => toResult(await context.projectWork.resume(input), context),
    planMilestone: async (_parent, { input }, context) =>
      toResult(await context.projectWork.planMilestone(input), context),
    updateMilestone: async (_parent, { input }, context) =>
      toResult(await context.projectWork.updateMilestone(input), context),
    addLocalActor: async (_parent, { input }, context) =>
      toResult(await context.projectWork.addLocalActor(input), context),
    endLocalActor: async (_parent, { input }, context) =>
      toResult(await context.projectWork.endLocalActor(input), context),
  },
  Case: {
    project: (row, _args, { projects }) => projects.ofCase(row),
  },
  QuartierProject: {
    // async on purpose: a synchronous throw here would fail every project of the batch.
    __resolveReference: async ({ id }, { projects }) => projects.find(id),
    kommune: ({ kommune }, _args, { register }) => register.getKommune(kommune),
    topics: (row, _args, { projects }) => projects.topicsOf(row),
    accompaniment: (row, _args, { projects }) => projects.accompanimentOf(row),
  },
  ProjectAccompaniment: {
    phaseHistory: (row, _args, { projects }) => projects.phasesOf(row),
    milestones: (row, _args, { projects }) => projects.milestonesOf(row),
    localActors: (row, _args, { projects }) => projects.localActorsOf(row),
    cases: async (row, _args, { projects, cases }) => {
      const found = await Promise.all((await projects.caseIdsOf(row)).map(cases.find));
      return found.filter((one) => one !== null);
    },
  },
  PhaseEntry: {
    association: ({ association }) => association && associationStub(association),
  },
  Gemeinde: {
    projects: ({ ags }, args, { projects }) => projects.listOfKommune(ags, args),
  },
  Landkreis: {
    projects: ({ ags }, args, { projects }) => projects.listOfKommune(ags, args),
  },
  StartProjectResult: { __resolveType: ({ __typename }) => __typename },
  ProjectResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;

/** The project is read anew, as it is after the action and as the viewer sees it now. */
async function toResult(outcome: ProjectOutcome, context: Context) {
  context.forgetCases();
  const project = await context.projects.find(outcome.projectId);
  if (outcome.kind === 'CHANGED') return { __typename: 'ProjectChanged' as const, project };
  if (outcome.kind === 'STALE') {
    const { basedOn, version, changes } = outcome;
    return { __typename: 'StaleProject' as const, project, basedOn, version, changes };
  }
  const { reason, missing } = outcome;
  return { __typename: 'ProjectActionRefused' as const, project, reason, missing };
}

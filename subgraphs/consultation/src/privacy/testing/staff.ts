import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';

/** People of the staff, as the gateway would name them. */
export const officer = asViewer({ subject: 'officer-1', roles: ['privacy_officer'] });
export const secondOfficer = asViewer({ subject: 'officer-2', roles: ['privacy_officer'] });
export const coordinator = asViewer({ subject: 'coordinator-1', roles: ['coordinator'], association: 'staedtetag' });
export const teamLead = asViewer({ subject: 'lead-1', roles: ['team_lead'], association: 'gemeindetag' });
export const otherTeamLead = asViewer({ subject: 'lead-2', roles: ['team_lead'], association: 'landkreistag' });
export const coordinatingLead = asViewer({
  ...{ subject: 'lead-3', roles: ['team_lead', 'coordinator'], association: 'gemeindetag' },
});
export const analyst = asViewer({ subject: 'analyst-1', roles: ['analyst'] });
export const anybody = asViewer();

/** Fields of a case's header, which also an association sees that is only informed. */
export const headerFields = `id number status version concerns { ags } participations { role state } receivedAt dueAt
  firstAnsweredAt firstAnswerDueAt workingHoursToFirstAnswer closedAt reach source restricted`;

/** Fields of its content, but for who asked. */
export const contentFields = `title concern reasons quartier topics { code } phase support channel result minutes inquirerKind
  mayInformKommune
  timeline { at kind text } contacts { id at kind minutes travelMinutes text visibility }
  recommendations { id at text visibility state changedAt } commitments { id kind dueAt text visibility state changedAt }
  fundingApplications { id programme { code } appliedOn amountEuro state decidedOn grantedEuro visibility changedAt }
  participationHistory { role state proposedAt from until note }
  availableActions duplicateOf { id } follows { id } project { id } introductions { id }`;

/** Who asked, with everything that is held of them. */
export const inquirerFields = 'inquirer { kind name email phone function organisation }';

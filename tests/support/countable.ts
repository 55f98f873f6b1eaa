/*
 * Everything that analysts can count by: numbers, and lists, whose length is one. None of it counts cases of anybody, but for the
 * figures that are protected. Who adds a number or a list to the contract that analysts can see decides here.
 */
const decided: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'facts of the register': {
    Query: ['kommunen', 'regionen', 'regierungsbezirke', 'topics'],
    Gemeinde: ['areaKm2', 'latitude', 'longitude', 'population', 'formerNames'],
    Landkreis: ['areaKm2', 'population', 'formerNames', 'gemeinden'],
    KommuneConnection: ['totalCount', 'nodes', 'edges'],
    Region: ['landkreise'],
    RegisterSource: ['gemeinden', 'landkreise', 'population'],
    Verwaltungsgemeinschaft: ['gemeinden'],
    Topic: ['subtopics'],
  },
  'who belongs to an association and who advises there, whether or not anybody asks': {
    Query: ['associations', 'directory'],
    Staedtetag: ['advisors', 'members'],
    Gemeindetag: ['advisors', 'members', 'kreisverbaende'],
    Landkreistag: ['advisors', 'members'],
    StaedtetagMemberConnection: ['totalCount', 'nodes', 'edges'],
    GemeindetagMemberConnection: ['totalCount', 'nodes', 'edges'],
    LandkreistagMemberConnection: ['totalCount', 'nodes', 'edges'],
    StaedtetagMember: ['advisors'],
    GemeindetagMember: ['advisors'],
    LandkreistagMember: ['advisors', 'competences'],
    StaedtetagAdvisor: ['areas', 'disciplines', 'members', 'topics'],
    GemeindetagAdvisor: ['areas', 'disciplines', 'members', 'topics'],
    LandkreistagAdvisor: ['areas', 'disciplines', 'members', 'topics'],
    AdvisorTopic: ['level'],
    Office: ['acceptanceWorkingDays', 'firstAnswerWorkingHours', 'closedDays', 'serviceHours'],
    ServiceHours: ['weekday'],
    DirectoryState: ['lag'],
  },
  'rules, and a trial run of them': {
    RoutingProposal: ['choices', 'participations', 'reasons'],
    Query: ['fundingProgrammes'],
    FundingProgramme: [
      ...['amounts', 'applicants', 'conditions', 'factsFrom', 'funded', 'rounds', 'sources', 'topics'],
    ],
    FundingAmount: ['applicants', 'minEuro', 'maxEuro'],
  },
  'projects that their Kommune has made public, whether or not anybody was advised': {
    Query: ['projects'],
    Gemeinde: ['projects'],
    Landkreis: ['projects'],
    QuartierProjectConnection: ['totalCount', 'nodes', 'edges'],
    QuartierProject: ['topics'],
  },
  'what is announced: seats, never who takes them': {
    Query: ['events'],
    EventConnection: ['totalCount', 'nodes', 'edges'],
    Event: ['capacity', 'version', 'topics'],
  },
  'what somebody has sent in themselves, and only who holds its link or code': {
    AmbiguousPlace: ['choices'],
    CaseReceipt: ['reasons'],
    MyInquiry: ['concerns', 'entries'],
    MyEventRegistration: ['waitingPlace'],
  },
  'protected figures': {
    Query: ['statisticsSnapshots'],
    Statistics: ['cells', 'dimensions', 'legend'],
    StatisticsCell: [
      ...['values', 'received', 'closed', 'open', 'joint', 'kommunen', 'firstTimeKommunen', 'shareOfGemeinden'],
      ...['medianHoursToFirstAnswer', 'p90HoursToFirstAnswer', 'minutes'],
    ],
    StatisticsNearest: ['values'],
  },
};

/** As `Type.field`. */
export const countableByAnalysts: ReadonlySet<string> = new Set(
  Object.values(decided).flatMap((types) =>
    Object.entries(types).flatMap(([type, names]) => names.map((name) => `${type}.${name}`)),
  ),
);

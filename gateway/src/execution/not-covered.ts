/** This engine does not do the operation; Apollo's executor does. The message says what it met, for the counters. */
export class NotCovered extends Error {}

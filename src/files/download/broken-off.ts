/** A try that failed in a way that the next one may not. */
export class BrokenOff extends Error {}

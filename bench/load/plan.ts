/** What a load generator sends: `classify` of a JPEG that the service has never seen, over and over. */
export interface LoadPlan {
  readonly url: string;
  readonly vocabularyId: string;
  /** The number of the first picture: two plans with the same would send the same ones. */
  readonly firstPicture: number;
  readonly requests: number;
  readonly deadlineMs: number | null;
  readonly pace: ClosedLoop | Poisson;
}

/** So many clients that each send the next request when their last is answered. */
interface ClosedLoop {
  readonly clients: number;
}

/** Independent arrivals at a rate; they are sent on time whatever becomes of those before. */
export interface Poisson {
  readonly perSecond: number;
  readonly seed: number;
}

/** What became of a request. */
export interface Answer {
  /** OK, or the code of the error. */
  readonly code: string;
  /** From the time at which it was to be sent, so that a late start of the generator counts as well. */
  readonly latencyMs: number;
}

export interface LoadReport {
  readonly answers: readonly Answer[];
  /** From the first request to the last answer. */
  readonly seconds: number;
  /** What the generator itself used. */
  readonly cpuMs: number;
}

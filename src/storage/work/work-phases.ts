/** What work of some kinds does, one part after another. */
export const WORK_PHASES = [
  "MEASURING",
  "REDUCING",
  "PREPARING",
  "SEARCHING",
  "FINE_TUNING",
  "FINDING_RANGES",
  "STORING",
  "DOWNLOADING",
  "IMPORTING",
  "MAKING_VOCABULARIES",
  "ACTIVATING",
  "INDEXING",
  "LEARNING",
  "SCORING",
  "UNPACKING",
] as const;
export type WorkPhase = (typeof WORK_PHASES)[number];

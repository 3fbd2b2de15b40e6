import { registerEnumType } from "type-graphql";

/** The values are the report's own words. */
export const AveragePrecisionWeighting = {
  PER_CLASS: "per-class",
  POOLED_OVER_CLASSES: "pooled-over-classes",
} as const;
export type AveragePrecisionWeighting =
  (typeof AveragePrecisionWeighting)[keyof typeof AveragePrecisionWeighting];
registerEnumType(AveragePrecisionWeighting, {
  name: "AveragePrecisionWeighting",
  description: "What the average precision of a label is over.",
  valuesConfig: {
    PER_CLASS: { description: "The images where it is known whether the label is present." },
    POOLED_OVER_CLASSES: {
      description: "The authors' mistake: all known labels of the images where the label is known.",
    },
  },
});

export const EmptyClass = { ZERO: "zero", LEFT_OUT: "left-out" } as const;
export type EmptyClass = (typeof EmptyClass)[keyof typeof EmptyClass];
registerEnumType(EmptyClass, {
  name: "EmptyClass",
  description: "How a label without a positive counts in a mean of average precisions.",
  valuesConfig: {
    ZERO: { description: "As a label with an average precision of 0." },
    LEFT_OUT: { description: "Not at all." },
  },
});

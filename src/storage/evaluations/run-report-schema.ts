import { z } from "zod";
import type { RunReport } from "../../evaluation/report/run-report";
import { PROTOCOL_NAMES } from "../../evaluation/scores/protocols";

const count = z.int().min(0);
const figure = z.number().nullable();
const interval = z.strictObject({ low: z.number(), high: z.number() }).nullable();
const section = z.enum(["ZSL", "GZSL", "SEEN"]);

const shares = { precision: figure, recall: figure, f1: figure };
const retrieval = z.strictObject(shares);

const group = z.strictObject({
  macro: figure,
  atK: z.array(z.strictObject({ k: count, pooled: retrieval })),
});

const sectionReport = z.strictObject({
  section,
  images: count,
  rankedClasses: count,
  meanAveragePrecision: z.strictObject({
    macro: figure,
    macroOfNonEmpty: figure,
    supportWeighted: figure,
    micro: figure,
    averagePrecision: z.enum(["per-class", "pooled-over-classes"]),
    emptyClass: z.enum(["zero", "left-out"]),
    classes: count,
    emptyClasses: count,
  }),
  atK: z.array(
    z.strictObject({
      k: count,
      pooled: retrieval,
      macroF1: figure,
      tiedImages: count,
      confusions: z.array(z.strictObject({ missed: count, predicted: count, images: count })),
    }),
  ),
  groups: z
    .strictObject({
      seen: group,
      unseen: group,
      harmonicMean: z.strictObject({
        macro: figure,
        f1: z.array(z.strictObject({ k: count, f1: figure })),
      }),
    })
    .nullable(),
  perClass: z.array(
    z.strictObject({
      class: count,
      seen: z.boolean(),
      support: count,
      annotated: count,
      averagePrecision: figure,
      atK: z.array(z.strictObject({ k: count, predicted: count, hits: count, ...shares })).nullable(),
    }),
  ),
  intervals: z
    .strictObject({
      resamples: count,
      macro: interval,
      supportWeighted: interval,
      atK: z.array(z.strictObject({ k: count, precision: interval, recall: interval, f1: interval })),
      averagePrecision: z.array(interval),
    })
    .nullable(),
});

/** The report of an evaluation run as it is stored. */
export const runReportSchema: z.ZodType<RunReport> = z.strictObject({
  protocol: z.enum(PROTOCOL_NAMES),
  images: count,
  seenClasses: count,
  unseenClasses: count,
  sections: z.array(sectionReport),
  warnings: z.array(z.string()),
  mostWrong: z.array(
    z.strictObject({
      section,
      images: z.array(
        z.strictObject({
          image: count,
          margin: z.number(),
          predicted: count,
          predictedScore: z.number(),
          missed: count,
          missedScore: z.number(),
        }),
      ),
    }),
  ),
  calibration: z
    .strictObject({
      calibration: z.strictObject({
        slope: z.number(),
        offset: z.number(),
        offsets: z.array(figure),
        pairs: count,
        positives: count,
      }),
      reliability: z.strictObject({
        bins: z.array(
          z.strictObject({
            from: z.number(),
            to: z.number(),
            pairs: count,
            predicted: figure,
            observed: figure,
          }),
        ),
        expectedError: figure,
        brierScore: figure,
      }),
    })
    .nullable(),
});

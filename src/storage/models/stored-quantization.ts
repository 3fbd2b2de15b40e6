import { z } from "zod";

const share = z.number().min(0).max(1);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Of the cosines of all pictures measured. */
const cosines = z.strictObject({ median: z.number(), lowest: z.number() });

/** How far a quantized model version is from the one it was made from, and how fast; stored with it. */
export const quantizationReportSchema = z.strictObject({
  /** The float32 model version, NAME@VERSION. */
  source: z.string(),
  /** SHA-256 of the pictures' files, in hex; no picture is in both. */
  rangeImages: z.array(sha256),
  measuredImages: z.array(sha256),
  features: cosines,
  regions: cosines,
  /** Null where there was no vocabulary to label with. */
  topLabels: z
    .strictObject({
      /** NAME@VERSION */
      vocabulary: z.string(),
      /** The share of the 5 best labels in float32 that is still among the 5 best. */
      kept: share,
      /** The share of pictures whose best label is the same. */
      firstKept: share,
    })
    .nullable(),
  /** Of the backbone's body, one picture at a time, both models taking turns. */
  imagesPerSecond: z.strictObject({ float32: z.number(), int8: z.number(), threads: z.int() }),
  /** The processor that measured it, as the operating system names it; absent in older reports. */
  processor: z.string().optional(),
});

export type QuantizationReport = Readonly<z.infer<typeof quantizationReportSchema>>;
export type CosineSummary = Readonly<z.infer<typeof cosines>>;

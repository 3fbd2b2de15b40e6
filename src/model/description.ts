import { z } from "zod";
import { pictureInputSchema } from "../pictures/picture-input";

const count = z.int().min(1);
const file = z.string().min(1);

/** A value that passes between stages; its first dimension, the images, is left out. */
const portSchema = z.strictObject({
  /** Its name in the chain, which begins with `image` and ends with `regions`. */
  name: z.string().min(1),
  /** Its name in the stage's file. */
  inFile: z.string().min(1),
  shape: z.array(count).min(1).readonly(),
});

const stageSchema = z.strictObject({
  /**
   * As every file of a description, relative to the directory that holds the model's packages: PACKAGE/NAME.
   */
  file,
  /** Values among `image` and those of earlier stages. */
  takes: z.array(portSchema).min(1).readonly(),
  gives: z.array(portSchema).min(1).readonly(),
  /** Whether it is bound by arithmetic, or by reading its weights; only then are batches faster on a CPU. */
  bound: z.enum(["compute", "memory"]),
  /** The precision of its weights and products; its inputs and outputs are always float32. */
  precision: z.enum(["float32", "int8"]),
});

const labelsSchema = z.discriminatedUnion("from", [
  z.strictObject({
    /** A graph makes classifiers [C, R] of a label's word vectors [C, W]. */
    from: z.literal("words"),
    /** W, the length of a vector. */
    size: count,
    classifiers: file,
  }),
  z.strictObject({
    /**
     * A label's vector is its classifier: a response is its product with a region, times `scale`, plus
     * `bias`.
     */
    from: z.literal("text"),
    size: count,
    scale: z.number(),
    bias: z.number(),
  }),
]);

const scoreSchema = z.strictObject({
  /** regions [N, P, R], or [N, P + 1, R] and `share` [] with a row of the whole, classifiers [C, R] -> logits [N, C] */
  graph: file,
  /** regions, classifiers -> logits, maps [N, P, C] */
  maps: file,
  /** How many of a label's best responses are averaged into its score. */
  topRegions: count,
  /**
   * For regions whose last row is the whole picture: the share of its response in a label's score, beside that of the
   * best regions. It is a guess until it is tuned on a benchmark set. Null where there is no such row.
   */
  whole: z
    .strictObject({ share: z.number().min(0).max(1), isTuned: z.boolean() })
    .nullable()
    .default(null),
  /**
   * What a score means: a logit that an evaluation can calibrate, or one whose sigmoid is the probability.
   */
  probability: z.enum(["calibrated", "sigmoid"]),
  /** The response above which a label counts as present: maps are drawn, and boxes cut, from here up. */
  zero: z.number(),
  /**
   * For responses without such a zero, as cosines are: from each map's own floor up, if its peak is at least
   * `contrast` above it (pictures/map-floor). Null where `zero` holds.
   */
  cut: z
    .strictObject({ from: z.literal("floor"), contrast: z.number().positive() })
    .nullable()
    .default(null),
});

const encodeSchema = z.array(stageSchema).min(1).readonly();

const shapes = {
  /** A name in the table of families, families/families.ts. */
  family: z.string().min(1),
  /** P is height x width, numbered row by row; R is `regionSize`. */
  grid: z.strictObject({ height: count, width: count, regionSize: count }),
  /**
   * From `image` [3, height, width] to `regions` [P, R], or [P + 1, R] where the score has a row of the whole, in an
   * order in which they can run.
   */
  encode: encodeSchema,
  labels: labelsSchema,
  score: scoreSchema,
  /** Other sizes of its family, by name, for people to read. */
  sizes: z.record(z.string(), z.int()),
  /** What its import chose among published ways, by name, for people to read. */
  choices: z.record(z.string(), z.string()).default({}),
};

/** `model.json`: how a picture becomes regions, and how labels become classifiers and are scored. */
export const modelDescriptionSchema = z.strictObject({ picture: pictureInputSchema, ...shapes });

/** The part of a description that one package has: picture and first stages may be a backbone's. */
export const modelPartSchema = z.strictObject({ picture: pictureInputSchema.optional(), ...shapes });

/** A backbone's `model.json`: the beginning of a chain that the heads of several models continue. */
export const backboneDescriptionSchema = z.strictObject({
  picture: pictureInputSchema,
  encode: encodeSchema,
});

export type Port = Readonly<z.infer<typeof portSchema>>;
export type Stage = Readonly<z.infer<typeof stageSchema>>;
export type Grid = Readonly<z.infer<typeof shapes.grid>>;
export type LabelSource = Readonly<z.infer<typeof labelsSchema>>;
export type ModelDescription = Readonly<z.infer<typeof modelDescriptionSchema>>;
export type ModelPart = Readonly<z.infer<typeof modelPartSchema>>;
export type BackboneDescription = Readonly<z.infer<typeof backboneDescriptionSchema>>;

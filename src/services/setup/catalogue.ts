import { z } from "zod";
import { CATALOGUE_DATA } from "./catalogue-data";

const fileSchema = z.strictObject({
  /** What it is called here, as its publisher calls it. */
  name: z.string().regex(/^[\w.-]+$/),
  address: z.url({ protocol: /^https$/ }),
  bytes: z.int().positive(),
  /** Whether that is its size to the byte, and not about that. */
  exact: z.boolean(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});

const common = {
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  /** What it is good at, in a few words. */
  goodAt: z.string().min(1),
  license: z.strictObject({
    terms: z.string().min(1),
    /** Whether somebody read them at the publisher's. */
    verified: z.boolean(),
  }),
  /** Where people read about it. */
  page: z.url({ protocol: /^https$/ }),
};

const entrySchema = z.discriminatedUnion("kind", [
  /** A model that is fetched, imported and activated by one command. */
  z.strictObject({
    ...common,
    kind: z.literal("MODEL"),
    /** Of each, the first of those in a row that the publisher has. */
    files: z.array(z.array(fileSchema).min(1)).min(1),
    /** How large its graphs are, here and in the database. */
    convertedBytes: z.int().positive(),
    /** About what it takes while it runs. */
    memoryBytes: z.int().positive(),
    settings: z.strictObject({
      /** Of the model, of its backbone and of its space of texts. */
      name: z.string().regex(/^[\w.-]{1,100}$/),
      /** How regions are read; null for what suits the family best. */
      regions: z.string().nullable(),
      /** The side of its input in pixels; null for the publisher's. */
      side: z.int().positive().nullable(),
      templates: z.enum(["single", "ensemble"]).nullable(),
    }),
  }),
  /** A part that `regionary fetch` brings. */
  z.strictObject({ ...common, kind: z.literal("PART"), file: fileSchema }),
  /** What has to be fetched by hand. */
  z.strictObject({ ...common, kind: z.literal("BY_HAND"), whatToDo: z.string().min(1) }),
]);

export type CatalogueEntry = Readonly<z.infer<typeof entrySchema>>;
export type CatalogueModel = Extract<CatalogueEntry, { kind: "MODEL" }>;
export type CatalogueFile = CatalogueModel["files"][number][number];

/** What can be had, the best for most people first. */
export const CATALOGUE: readonly CatalogueEntry[] = z.array(entrySchema).parse(CATALOGUE_DATA);

export const catalogueModels = (): readonly CatalogueModel[] =>
  CATALOGUE.filter((entry) => entry.kind === "MODEL");

/** A part that `regionary fetch` brings, by its id. */
export function cataloguePart(id: string): Extract<CatalogueEntry, { kind: "PART" }> {
  const part = CATALOGUE.find((entry) => entry.id === id);
  if (part?.kind === "PART") return part;
  throw new Error(`the catalogue has no part ${id}`);
}

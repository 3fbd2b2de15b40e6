/** The classes of a section, which are ranked against each other. */
export type SectionName = "ZSL" | "GZSL" | "SEEN";

/** One of a protocol's measurements: some of the classes, over some of the images. */
export interface SectionDefinition {
  readonly name: SectionName;
  readonly classes: "unseen" | "seen" | "all";
  /** How many of an image's best scores are predictions. */
  readonly ks: readonly number[];
  /** The images that count: all, or only those with a positive among the section's classes. */
  readonly images: "all" | "with-a-positive";
  /** The classes that compete for the K best: all, or only those annotated (+1 or -1) in an image that counts. */
  readonly ranked: "all" | "annotated";
  /** The classes over which AP is averaged, in the same terms. */
  readonly averaged: "all" | "annotated";
}

/** What is measured, over what, and how missing values count. docs/evaluation.md has the reasons. */
export interface Protocol {
  readonly name: ProtocolName;
  /** How many of its columns are seen (they come first) and unseen; null if there may be any number. */
  readonly columns: { readonly seen: number; readonly unseen: number } | null;
  readonly sections: readonly SectionDefinition[];
  /**
   * AP of a class over its own scores or, as by the authors' mistake, over those of all classes of its
   * images.
   */
  readonly averagePrecision: "per-class" | "pooled-over-classes";
  /** How a class without a positive counts in the mean of the APs. */
  readonly emptyClass: "zero" | "left-out";
  /** F1 if nothing is hit: 0, or null, because it is 0/0. */
  readonly f1WithoutHit: 0 | null;
  /** Whether all scores are kept, because nearly all labels are known, or only those of known labels. */
  readonly kept: "all-scores" | "annotated-scores";
}

export const PROTOCOL_NAMES = [
  "nus-wide",
  "nus-wide-as-published",
  "open-images",
  "open-images-as-published",
  "custom",
] as const;
export type ProtocolName = (typeof PROTOCOL_NAMES)[number];

const everything = { images: "all", ranked: "all", averaged: "all" } as const;
const nusWide = {
  columns: { seen: 925, unseen: 81 },
  sections: [
    { name: "ZSL", classes: "unseen", ks: [3, 5], ...everything },
    { name: "GZSL", classes: "all", ks: [3, 5], ...everything },
    { name: "SEEN", classes: "seen", ks: [3, 5], ...everything },
  ],
  averagePrecision: "per-class",
  emptyClass: "zero",
  f1WithoutHit: 0,
  kept: "all-scores",
} as const;

const annotated = { images: "with-a-positive", averaged: "annotated" } as const;
const openImages = {
  columns: { seen: 7_186, unseen: 400 },
  sections: [
    { name: "ZSL", classes: "unseen", ks: [1, 3, 10, 20], ...annotated, ranked: "all", averaged: "all" },
    { name: "GZSL", classes: "all", ks: [1, 5, 10, 20], ...annotated, ranked: "all" },
    { name: "SEEN", classes: "seen", ks: [1, 5, 10, 20], ...annotated, ranked: "annotated" },
  ],
  averagePrecision: "per-class",
  emptyClass: "zero",
  f1WithoutHit: 0,
  kept: "annotated-scores",
} as const;

export const protocols: Readonly<Record<ProtocolName, Protocol>> = {
  "nus-wide": { name: "nus-wide", ...nusWide },
  "nus-wide-as-published": { name: "nus-wide-as-published", ...nusWide, f1WithoutHit: null },
  "open-images": { name: "open-images", ...openImages },
  "open-images-as-published": {
    name: "open-images-as-published",
    ...openImages,
    averagePrecision: "pooled-over-classes",
    f1WithoutHit: null,
  },
  custom: { name: "custom", ...nusWide, columns: null, emptyClass: "left-out" },
};

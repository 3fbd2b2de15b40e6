import { type ImageList, imageListOf } from "../../parts/image-list";

/** Stands for scoring against no vocabulary, where words were typed. */
export const NO_VOCABULARY = "none";

/** What the page shows of an image: all of it is in the address. What is left out is as the page thinks best. */
export interface ImageView {
  /** The id of a vocabulary, or NO_VOCABULARY. */
  readonly vocabulary?: string;
  readonly words?: readonly string[];
  readonly model?: string;
  /** What stands beside that, each where it differs; neither: nothing does. */
  readonly otherVocabulary?: string;
  readonly otherModel?: string;
  /** The least probability of the labels shown. */
  readonly least?: number;
  /** How many labels are asked for. */
  readonly top?: number;
  /** The label whose map stays in view. */
  readonly label?: string;
  readonly list?: ImageList;
}

const MOST_WORDS = 100;
const MOST_LABELS = 1_000;

/** The view that an address asks for, without what cannot be. */
export function imageViewOf(asked: Record<string, unknown>): ImageView {
  const words = Array.isArray(asked.words) ? asked.words.map(String).slice(0, MOST_WORDS) : [];
  const view = {
    vocabulary: textOf(asked.vocabulary),
    words: words.length > 0 ? words : undefined,
    model: textOf(asked.model),
    otherVocabulary: textOf(asked.otherVocabulary),
    otherModel: textOf(asked.otherModel),
    least: numberOf(asked.least, 0, 1),
    top: numberOf(asked.top, 1, MOST_LABELS),
    label: typeof asked.label === "number" ? String(asked.label) : textOf(asked.label),
    list: imageListOf(asked.list) ?? undefined,
  };
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const numberOf = (value: unknown, least: number, most: number): number | undefined =>
  typeof value === "number" && value >= least && value <= most ? value : undefined;

import type { ImageRow } from "../../../storage/images/images";

/** Where a label is, in pixels of the picture: left, top, and right and bottom just outside it. */
export type FoundBox = readonly [left: number, top: number, right: number, bottom: number];

/** A label that was looked for, in an image that was found. */
export interface FoundLabel {
  readonly label: string;
  readonly score: number;
  readonly probability: number | null;
  /** Where boxes were asked for; null if they cannot be had. */
  readonly boxes?: readonly FoundBox[] | null;
}

/** An image that a search found, with what an export says of it. */
export interface FoundImage {
  /** 1 for the best. */
  readonly rank: number;
  readonly image: ImageRow;
  /** What it is ranked by. */
  readonly score: number;
  readonly probability: number | null;
  /** Those that were looked for, not those that were to be absent; none where only pictures were compared. */
  readonly labels: readonly FoundLabel[];
  /** Its file on this machine, where that is known. */
  readonly file: string | null;
}

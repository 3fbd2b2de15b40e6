import type { IndexFiles } from "../../../search/scan/index-files";
import type { Basis } from "../../../search/sketch/basis";
import type { SketchLayout } from "../../../search/sketch/sketch-layout";

/** An index at one of its revisions. Positions from 0 to `count` are images', each for ever the same one's. */
export interface OpenIndex {
  readonly id: string;
  readonly encoderHash: string;
  /** 0 with the identity for a basis, whose bounds are loose; a later one has one that was learned. */
  readonly generation: number;
  readonly layout: SketchLayout;
  readonly basis: Basis;
  readonly revision: number;
  readonly count: number;
  /** The positions of images that were deleted. */
  readonly deleted: ReadonlySet<number>;
  /** This host's copy, of at least `count` positions. */
  readonly files: IndexFiles;
  /** How many images are stored, and how many of them have no sketch here though they can be encoded. */
  readonly total: number;
  readonly missing: number;
}

import type { Remark } from "../remark";
import type { Place } from "./invalid-dataset";
import type { SetFormat } from "./set-formats";

/** One label of a set. */
export interface SourceLabel {
  /** The set's own id of it: a MID, a category's number, or otherwise its name. */
  readonly key: string;
  /** What is looked up in word vectors; several labels may share a name. */
  readonly name: string;
  /** What is looked up if the name has no vector. */
  readonly alias?: string;
  readonly training: "SEEN" | "UNSEEN" | "UNKNOWN";
}

/** An object of an image, in pixels; `label` is a position in the source's labels. */
export interface SourceBox {
  readonly label: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What a set says of the picture that labels were drawn on. */
export interface StatedPicture {
  /** Its size; null if the set does not know it, so that boxes are to be cut at the edges that it has. */
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly place: Place;
}

/** One image of a set. Labels are positions in the source's, ascending. */
export interface SourceItem {
  /** Unique within the set. */
  readonly name: string;
  readonly present: readonly number[];
  /** As far as it is stated; empty if what is not listed is absent. */
  readonly absent: readonly number[];
  /** As far as it is stated; empty if what is not listed is unknown. */
  readonly unknown: readonly number[];
  readonly boxes?: readonly SourceBox[];
  readonly content:
    | { readonly kind: "image"; readonly file: string; readonly stated?: StatedPicture }
    | {
        readonly kind: "features";
        readonly features: Float32Array; // [channels, height, width]
        readonly global: Float32Array | null; // [globalSize]
      };
}

/** A benchmark set on disk, read image by image. */
export interface BenchmarkSource {
  readonly format: SetFormat;
  readonly kind: "IMAGES" | "FEATURES";
  readonly labels: readonly SourceLabel[];
  /** What a label is for an image that does not list it. */
  readonly unlisted: "ABSENT" | "UNKNOWN";
  readonly protocol: "nus-wide" | "open-images" | "custom";
  /** How many images it has. */
  readonly count: number;
  readonly featureShape?: {
    readonly channels: number;
    readonly height: number;
    readonly width: number;
    readonly globalSize: number | null;
  };
  /** What its reader left out, repaired or found odd. */
  readonly remarks?: readonly Remark[];
  /** The items in the set's order from position `from` on, one at a time so that memory stays flat. */
  items(from: number, signal?: AbortSignal): AsyncIterable<SourceItem>;
  close(): Promise<void>;
}

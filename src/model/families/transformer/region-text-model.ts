import type { TokenizerKind } from "../../../text/tokenizer-kinds";
import type { Reading } from "./graphs/dense-reading";
import type { ImageTowerSizes } from "./graphs/image-tower";
import type { TextTowerSizes } from "./graphs/text-tower";
import type { PositionRule } from "./interpolate-positions";
import type { PictureSettings } from "./picture-settings";
import type { Naming } from "./stored-parameters";

/** What a family knows of one of its checkpoints: everything that a pair of towers needs to be written. */
export interface RegionTextModel {
  readonly family: string;
  readonly picture: PictureSettings;
  /** As stored: its grid is the one that the positions were trained on. */
  readonly image: { readonly sizes: ImageTowerSizes; readonly naming: Naming };
  readonly text: { readonly sizes: TextTowerSizes; readonly naming: Naming };
  readonly tokenizer: { readonly kind: TokenizerKind; readonly path: string };
  /** Tensors of one number, of which `scale` and `bias` are made: without them, scores would be guesses. */
  readonly scalars: readonly string[];
  /** Known tensors from which nothing is computed. */
  readonly ignore: RegExp;
  readonly positions: PositionRule;
  /** The reading that is best for the family by published figures, or by none. */
  readonly reading: { readonly name: Reading; readonly isMeasured: boolean };
  /** A score is `scale` x cosine + `bias`. */
  readonly scale: number;
  readonly bias: number;
  /** How a score becomes a probability. */
  readonly probability: "calibrated" | "sigmoid";
  /** The share of the whole image's cosine in a score, beside that of its best regions. */
  readonly share: number;
}

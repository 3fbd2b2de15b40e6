import type { Choices, ShownImage } from "./image-query";
import type { ImageView } from "./image-view";

/** What every part of the page gets. */
export interface Shown {
  readonly image: ShownImage;
  readonly choices: Choices;
  readonly view: ImageView;
  readonly isMapShown: boolean;
  readonly areBoxesShown: boolean;
  /** Changes the address, and with it what is shown. */
  show(change: Partial<ImageView>): void;
  setMapShown(isShown: boolean): void;
  setBoxesShown(areShown: boolean): void;
  /** Reads the image again after a change of its tags. */
  onChange(): void;
}

import { imageName } from "../image-path";
import { invalidDataset, type Place, quoted } from "../invalid-dataset";
import type { LabelValue } from "../label-rows";

/** An object in a labels file: its label's name, and its edges in pixels. */
export interface NamedBox {
  readonly label: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What a labels file says about one image. */
export interface FolderImage {
  readonly name: string;
  /** Where the file first speaks of it. */
  readonly place: Place;
  readonly labels: Map<string, LabelValue>;
  readonly boxes: readonly NamedBox[];
}

/** The images of a labels file by name, in the order in which it names them first. */
export class FolderLabels {
  readonly images = new Map<string, FolderImage>();

  /** The image of that name, whether or not it was named before. */
  image(given: string, place: Place): FolderImage {
    const name = imageName(given, place);
    const known = this.images.get(name);
    if (known) return known;
    const image: FolderImage = { name, place, labels: new Map(), boxes: [] };
    this.images.set(name, image);
    return image;
  }

  /** An image that the file names only once. */
  onlyImage(given: string, place: Place, boxes: readonly NamedBox[]): FolderImage {
    const name = imageName(given, place);
    if (this.images.has(name)) {
      throw invalidDataset(place, `the image ${quoted(name)} comes twice`, "Put its labels together.");
    }
    const image: FolderImage = { name, place, labels: new Map(), boxes };
    this.images.set(name, image);
    return image;
  }
}

/** Records a label of an image; the same again changes nothing, and the contrary is an error. */
export function setLabel(image: FolderImage, given: string, value: LabelValue, place: Place): void {
  const label = given.trim();
  if (label === "") throw invalidDataset(place, "expected a label, but it is empty", "Fill it in.");
  const earlier = image.labels.get(label);
  if (earlier !== undefined && earlier !== value) {
    const problem = `${quoted(label)} of ${quoted(image.name)} is ${value} here and was ${earlier} before`;
    throw invalidDataset(place, problem, "Keep one of the two.");
  }
  image.labels.set(label, value);
}

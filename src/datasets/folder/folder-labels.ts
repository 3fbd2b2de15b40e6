import type { Remark } from "../../remark";
import type { StatedPicture } from "../benchmark-source";
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
  readonly boxes: NamedBox[];
  /** What the file says of the size of the picture that was annotated. */
  stated?: StatedPicture;
}

/** The images of a labels file by name, in the order in which it names them first. */
export class FolderLabels {
  readonly images = new Map<string, FolderImage>();
  /** What was repaired or is odd in the file. */
  readonly remarks: Remark[] = [];

  /** The image of that name, whether or not it was named before. */
  image(given: string, place: Place): FolderImage {
    const name = nameOf(given, place);
    const known = this.images.get(name);
    if (known) return known;
    const image: FolderImage = { name, place, labels: new Map(), boxes: [] };
    this.images.set(name, image);
    return image;
  }

  /** An image that the file names only once. */
  onlyImage(given: string, place: Place, boxes: readonly NamedBox[]): FolderImage {
    const name = nameOf(given, place);
    if (this.images.has(name)) {
      throw invalidDataset(place, `the image ${quoted(name)} comes twice`, "Put its labels together.");
    }
    const image: FolderImage = { name, place, labels: new Map(), boxes: [...boxes] };
    this.images.set(name, image);
    return image;
  }
}

/** However its accents are composed, a picture or a label has one name. */
function nameOf(given: string, place: Place): string {
  return refuseUndecoded(imageName(given, place).normalize("NFC"), place);
}

/** A label's name as it is compared: with composed accents, and without blanks at its ends. */
export function labelName(given: string): string {
  return given.normalize("NFC").trim();
}

function refuseUndecoded(name: string, place: Place): string {
  if (!name.includes("\uFFFD")) return name;
  const problem = `${quoted(name)} has bytes that are no UTF-8`;
  throw invalidDataset(place, problem, 'Save the file as UTF-8 (in Excel "CSV UTF-8").');
}

/** Records a label of an image; the same again changes nothing, and the contrary is an error. */
export function setLabel(image: FolderImage, given: string, value: LabelValue, place: Place): void {
  const label = refuseUndecoded(labelName(given), place);
  if (label === "") throw invalidDataset(place, "expected a label, but it is empty", "Fill it in.");
  const earlier = image.labels.get(label);
  if (earlier !== undefined && earlier !== value) {
    const problem = `${quoted(label)} of ${quoted(image.name)} is ${value} here and was ${earlier} before`;
    throw invalidDataset(place, problem, "Keep one of the two.");
  }
  image.labels.set(label, value);
}

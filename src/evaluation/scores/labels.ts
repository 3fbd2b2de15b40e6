import { RegionaryError } from "../../errors";
import { formatShape } from "../../tensor/shape";

/** The labels of consecutive images, of which only those that differ from the rest are listed. */
export interface SparseLabels {
  /** Where each image's entries start, and where the last one's end. */
  readonly starts: Uint32Array; // [N + 1]
  /** Columns of the scores, ascending within an image. */
  readonly classes: Uint32Array;
  /** +1 present, -1 absent, 0 unknown. */
  readonly values: Int8Array;
  /** The label of every class that is not listed. */
  readonly others: -1 | 0;
}

/**
 * The same labels, listing whatever is rarer of absent and unknown, and everything present. Throws
 * INVALID_INPUT if they are not whole rows, and for other values.
 */
export function sparseLabels(labels: Int8Array, classes: number): SparseLabels {
  const images = labels.length / classes;
  if (!Number.isInteger(images))
    throw invalid(`expected whole rows of ${classes} labels; got ${labels.length}`);
  const counts = [0, 0, 0]; // of -1, 0 and +1
  for (let place = 0; place < labels.length; place++) {
    const label = labels[place]!;
    if (label < -1 || label > 1) throw wrongLabel(label, [Math.floor(place / classes), place % classes]);
    counts[label + 1]!++;
  }
  const others = counts[0]! > counts[1]! ? -1 : 0;
  const listed = labels.length - counts[others + 1]!;
  const sparse = {
    starts: new Uint32Array(images + 1),
    classes: new Uint32Array(listed),
    values: new Int8Array(listed),
  };
  let entry = 0;
  for (let image = 0; image < images; image++) {
    for (let label = 0, place = image * classes; label < classes; label++, place++) {
      if (labels[place] === others) continue;
      sparse.classes[entry] = label;
      sparse.values[entry++] = labels[place]!;
    }
    sparse.starts[image + 1] = entry;
  }
  return { ...sparse, others };
}

/**
 * Throws INVALID_INPUT unless labels are of `images` images and of `classes` classes, each once and in order.
 */
export function checkLabels(
  { starts, classes: listed, values }: SparseLabels,
  images: number,
  classes: number,
): void {
  if (starts.length !== images + 1 || starts[0] !== 0 || starts[images] !== listed.length)
    throw invalid(`expected the labels of ${images} images; got those of ${starts.length - 1}`);
  if (values.length !== listed.length)
    throw invalid(`expected a value for each of the ${listed.length} listed classes; got ${values.length}`);
  for (let image = 0; image < images; image++) {
    for (let entry = starts[image]!, previous = -1; entry < starts[image + 1]!; entry++) {
      const label = listed[entry]!;
      if (label <= previous || label >= classes)
        throw invalid(
          `image ${image} lists class ${label} after ${previous}; expected ascending ones below ${classes}`,
        );
      if (Math.abs(values[entry]!) > 1) throw wrongLabel(values[entry]!, [image, label]);
      previous = label;
    }
  }
}

function wrongLabel(label: number, place: readonly number[]): RegionaryError {
  return invalid(
    `the label at ${formatShape(place)} is ${label}; expected +1 (present), -1 (absent) or 0 (unknown)`,
  );
}

function invalid(reason: string): RegionaryError {
  return new RegionaryError("INVALID_INPUT", `These labels cannot be evaluated: ${reason}.`);
}

import type { BenchmarkSource, SourceLabel } from "../benchmark-source";
import { invalidDataset } from "../invalid-dataset";
import { readPositions } from "../reading/read-positions";
import type { Hdf5File } from "./hdf5-file";

/** An array that every image has, and the label of each of its elements (null: not in the set). */
interface LabelArray {
  readonly suffix: string;
  readonly positions: readonly (number | null)[];
}

/** How the labels of a feature file are laid out. */
export interface LabelLayout {
  readonly labels: readonly SourceLabel[];
  readonly arrays: readonly LabelArray[];
  readonly protocol: BenchmarkSource["protocol"];
}

export interface LayoutChoice {
  /** The labels of the file's arrays: seen ones, then unseen ones, are taken in the list's order. */
  readonly labels: readonly SourceLabel[];
  /** All labels, or the unseen ones alone from the array that is theirs. */
  readonly section: "all" | "unseen";
  /** Which elements of a longer array of unseen labels are those of the list. */
  readonly unseenPositions?: string;
}

const OTHER_LIST = "Give the label list that belongs to the file.";
const NO_POSITIONS =
  "Give the positions of the unseen labels in the array (the authors' top_400_unseen.csv), or a list of all of them.";

/**
 * The layout of a file, from the arrays of one of its images. NUS-WIDE's has `-labels` of all labels, or in
 * training of the seen ones, and `-labels_81` of the unseen ones; Open Images' `-seenlabels` and
 * `-unseenlabels`, of which 400 elements are used.
 */
export async function findLabelLayout(
  file: Hdf5File,
  image: string,
  choice: LayoutChoice,
): Promise<LabelLayout> {
  const seen = choice.labels.filter(({ training }) => training === "SEEN");
  const unseen = choice.labels.filter(({ training }) => training === "UNSEEN");
  const lengthOf = (suffix: string) => file.shapeOf(image + suffix)?.[0];
  const mismatch = (suffix: string, expected: string, advice = OTHER_LIST) => {
    const problem = `expected ${expected} elements, as the label list has ${seen.length} seen and ${unseen.length} unseen labels, but its shape is [${file.shapeOf(image + suffix)}]`;
    const place = { file: file.file, at: image + suffix };
    return invalidDataset(place, problem, advice);
  };
  const unseenOnly = choice.section === "unseen";

  if (file.names.has(`${image}-labels`)) {
    const suffix = unseenOnly ? "-labels_81" : "-labels";
    const length = lengthOf(suffix);
    const fitting = unseenOnly ? [unseen] : [[...seen, ...unseen], seen];
    const labels = fitting.find((some) => some.length === length);
    if (!labels || labels.length === 0)
      throw mismatch(suffix, fitting.map((some) => some.length).join(" or "));
    return { labels, arrays: [{ suffix, positions: upTo(labels.length) }], protocol: "nus-wide" };
  }
  if (file.names.has(`${image}-seenlabels`)) {
    const arrays: LabelArray[] = [];
    if (!unseenOnly) {
      if (lengthOf("-seenlabels") !== seen.length) throw mismatch("-seenlabels", `${seen.length}`);
      arrays.push({ suffix: "-seenlabels", positions: upTo(seen.length) });
    }
    const length = lengthOf("-unseenlabels") ?? 0;
    if (length > 0 || unseenOnly) {
      const chosen = await chosenElements(choice.unseenPositions, unseen.length, length);
      if (!chosen) throw mismatch("-unseenlabels", `${unseen.length}`, NO_POSITIONS);
      const first = unseenOnly ? 0 : seen.length;
      const positions: (number | null)[] = new Array(length).fill(null);
      for (const [label, element] of chosen.entries()) positions[element] = first + label;
      arrays.push({ suffix: "-unseenlabels", positions });
    }
    const labels = [...(unseenOnly ? [] : seen), ...(length > 0 ? unseen : [])];
    return { labels, arrays, protocol: "open-images" };
  }
  const problem = `expected ${image}-labels (NUS-WIDE) or ${image}-seenlabels (Open Images), but it has neither`;
  throw invalidDataset({ file: file.file }, problem, "Give a file that has labels beside its features.");
}

/** Which element of the array each unseen label is; null where the lengths do not say. */
async function chosenElements(file: string | undefined, count: number, length: number) {
  if (file !== undefined) return readPositions(file, count, length);
  return count === length && count > 0 ? upTo(count) : null;
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, position) => position);
}

/** The values of all labels of an image: 1, -1 or 0, by position. */
export async function readLabelValues(
  file: Hdf5File,
  image: string,
  layout: LabelLayout,
): Promise<Int8Array> {
  const values = new Int8Array(layout.labels.length);
  for (const { suffix, positions } of layout.arrays) {
    const place = { file: file.file, at: image + suffix };
    const shape = file.shapeOf(image + suffix);
    if (shape?.length !== 1 || shape[0] !== positions.length) {
      const found = shape ? `its shape is [${shape}]` : "there is none";
      const problem = `expected an array of ${positions.length} labels, as the first image has, but ${found}`;
      throw invalidDataset(place, problem, "Make the file again, or leave the image out of the name list.");
    }
    const { data } = await file.read(image + suffix);
    for (const [element, position] of positions.entries()) {
      const value = data[element]!;
      if (value !== 1 && value !== -1 && value !== 0) {
        const problem = `expected 1 (present), -1 (absent) or 0, but element ${element} is ${value}`;
        throw invalidDataset(place, problem, "Correct the label, or leave the image out of the name list.");
      }
      if (position !== null) values[position] = value;
    }
  }
  return values;
}

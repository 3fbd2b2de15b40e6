import { invalidDataset, quoted } from "../invalid-dataset";
import type { LabelRows } from "../label-rows";
import { readLines } from "../reading/read-lines";

/** A list of images that the lines of other files follow. */
interface ImageList {
  readonly file: string;
  readonly count: number;
}

/** Adds a matrix of 0 and 1, with a line for each image and a column for each of `labels` (null: ignored). */
export async function addZeroOneMatrix(
  rows: LabelRows,
  file: string,
  labels: readonly (number | null)[],
  list: ImageList,
): Promise<void> {
  let image = 0;
  for await (const { text, number } of readLines(file)) {
    const place = { file, at: `line ${number}` };
    if (image === list.count) throw wrongLength(place.file, `more than ${image}`, list);
    const columns = text.split(/[\t ]+/);
    if (columns.length !== labels.length) {
      const problem = `expected ${labels.length} columns of 0 or 1, but got ${columns.length}`;
      throw invalidDataset(place, problem, "Replace the file by the set's own.");
    }
    for (const [column, position] of labels.entries()) {
      const value = columns[column];
      if (value !== "0" && value !== "1") {
        const problem = `expected 0 or 1 in column ${column + 1}, but got ${quoted(value)}`;
        throw invalidDataset(place, problem, "Replace the file by the set's own.");
      }
      if (value === "1" && position !== null) rows.add(image, position, 1);
    }
    image++;
  }
  if (image !== list.count) throw wrongLength(file, `${image}`, list);
}

function wrongLength(file: string, found: string, list: ImageList) {
  const problem = `expected a line for each of the ${list.count} images of ${list.file}, but got ${found}`;
  return invalidDataset({ file }, problem, "Give files of the same split.");
}

import { createTally, remarksOn } from "../../remark";
import type { BenchmarkSource } from "../benchmark-source";
import { imageSource } from "../image-set";
import { invalidDataset, quoted } from "../invalid-dataset";
import { LabelRows } from "../label-rows";
import { type MissingImages, presentImages } from "../present-images";
import { readCsv } from "../reading/read-csv";
import { labelPositions } from "../source-labels";
import { type OpenImagesLabelFiles, readOpenImagesLabels } from "./open-images-labels";

export interface OpenImagesFiles extends OpenImagesLabelFiles {
  /** `test-annotations-human-imagelabels.csv`: ImageID, Source, LabelName, Confidence. */
  readonly annotations: string;
  /** Where the pictures are, as `ImageID.jpg`. */
  readonly images: string;
  readonly missing: MissingImages;
}

const HEADER = ["ImageID", "Source", "LabelName", "Confidence"];
const IMAGE_ID = /^[\w-]{1,100}$/;

/**
 * Open Images' human-verified labels: confidence 1 is present, 0 absent, and a label without a row unknown.
 * If people disagree, the later row counts, as in the authors' program. The images are in the order of their
 * names. Rows of labels outside the lists are left out, and counted in a remark.
 */
export async function openOpenImages(set: OpenImagesFiles): Promise<BenchmarkSource> {
  const labels = await readOpenImagesLabels(set);
  const positions = labelPositions(labels);
  const rows = new LabelRows();
  const indices = new Map<string, number>();
  const firstLines: number[] = [];
  const others = createTally();
  for await (const { id, mid, confidence, line } of readAnnotations(set.annotations)) {
    let index = indices.get(id);
    if (index === undefined) {
      index = indices.size;
      indices.set(id, index);
      firstLines.push(line);
    }
    const position = positions.get(mid);
    if (position === undefined) others.add(() => `line ${line}: ${mid}`);
    else rows.add(index, position, confidence === "1" ? 1 : -1);
  }
  if (rows.size === 0) {
    const problem = `none of its ${others.count} rows is of one of the ${labels.length} labels`;
    throw invalidDataset({ file: set.annotations }, problem, "Give label lists of the same version.");
  }
  const wanted = [...indices].map(([id, index]) => {
    const name = `${id}.jpg`;
    return { name, index, files: [name], place: { file: set.annotations, at: `line ${firstLines[index]}` } };
  });
  wanted.sort((a, b) => (a.name < b.name ? -1 : 1));
  const grouped = rows.group(indices.size);
  const { images, remarks } = await presentImages(set.images, wanted, set.missing);
  const left = (count: number) =>
    `${count} rows are of other labels than the ${labels.length}; they are left out.`;
  return imageSource({
    format: "open-images",
    labels,
    unlisted: "UNKNOWN",
    protocol: "open-images",
    images,
    labelsOf: ({ index }) => grouped.of(index),
    remarks: [...remarks, ...remarksOn("OTHER_LABELS", others, left)],
  });
}

async function* readAnnotations(file: string) {
  let isHeader = true;
  for await (const { fields, line } of readCsv(file)) {
    const place = { file, at: `line ${line}` };
    if (isHeader) {
      isHeader = false;
      if (fields.slice(0, 4).join() === HEADER.join()) continue;
      const problem = `expected the header ${HEADER.join()}, but got ${quoted(fields.join())}`;
      throw invalidDataset(place, problem, "Give a file of human-verified image labels.");
    }
    const [id = "", , mid = "", confidence = ""] = fields;
    if (!IMAGE_ID.test(id) || !mid.startsWith("/")) {
      const problem = `expected an image's id, a source, a MID and a confidence, but got ${quoted(fields.join())}`;
      throw invalidDataset(place, problem, "Correct or remove the line.");
    }
    if (!/^[01](\.0*)?$/.test(confidence)) {
      const problem = `expected the confidence 1 (present) or 0 (absent), but got ${quoted(confidence)}`;
      const advice = "Give the human-verified labels: the machine's guesses are not ground truth.";
      throw invalidDataset(place, problem, advice);
    }
    yield { id, mid, confidence: confidence[0]!, line };
  }
}

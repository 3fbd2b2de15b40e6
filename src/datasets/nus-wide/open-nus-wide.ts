import path from "node:path";
import { createTally, type Remark, remarksOn } from "../../remark";
import type { BenchmarkSource, SourceLabel } from "../benchmark-source";
import { imageName } from "../image-path";
import { imageSource } from "../image-set";
import { invalidDataset, quoted } from "../invalid-dataset";
import { LabelRows } from "../label-rows";
import { type MissingImages, presentImages, type WantedImage } from "../present-images";
import { readLines } from "../reading/read-lines";
import { readNameList } from "../reading/read-name-list";
import { labelPositions, refuseRepeatedKeys } from "../source-labels";
import { addZeroOneMatrix } from "./add-zero-one-matrix";

export interface NusWideFiles {
  /** The set's own folder, with ImageList, ConceptsList, NUS_WID_Tags and Groundtruth in it. */
  readonly folder: string;
  /** Where the pictures are, as `actor/0001_2124494179.jpg` or `actor_0001_2124494179.jpg`. */
  readonly images: string;
  readonly split: "train" | "test";
  /**
   * A pickled list of names that chooses and orders the images; without it, they are those of the image list.
   */
  readonly order?: string;
  readonly missing: MissingImages;
}

/**
 * NUS-WIDE from its own text files: the tags that are not concepts (925 of 1,000) are the seen labels, the
 * concepts (81) the unseen ones, in that order. A 0, and every label without a 1, means absent.
 */
export async function openNusWide(set: NusWideFiles): Promise<BenchmarkSource> {
  const split = set.split === "train" ? "Train" : "Test";
  const inSet = (...steps: string[]) => path.join(set.folder, ...steps);
  const conceptsFile = inSet("ConceptsList", "Concepts81.txt");
  const concepts = await readNames(conceptsFile);
  const tags = await readNames(inSet("NUS_WID_Tags", "TagList1k.txt"));
  const labels: SourceLabel[] = [
    ...tags.filter((tag) => !concepts.includes(tag)).map((name) => label(name, "SEEN")),
    ...concepts.map((name) => label(name, "UNSEEN")),
  ];
  refuseRepeatedKeys(labels, conceptsFile);
  const positions = labelPositions(labels);

  const listFile = inSet("ImageList", `${split}Imagelist.txt`);
  const wanted = await readImageList(listFile);
  const rows = new LabelRows();
  const tagsFile = inSet("NUS_WID_Tags", `${split}_Tags1k.dat`);
  const list = { file: listFile, count: wanted.length };
  const ofTags = tags.map((tag) => (concepts.includes(tag) ? null : positions.get(tag)!));
  await addZeroOneMatrix(rows, tagsFile, ofTags, list);
  for (const concept of concepts) {
    const file = inSet("Groundtruth", "TrainTestLabels", `Labels_${concept}_${split}.txt`);
    await addZeroOneMatrix(rows, file, [positions.get(concept)!], list);
  }
  const grouped = rows.group(wanted.length);

  const remarks: Remark[] = [];
  const chosen = set.order === undefined ? wanted : await inOrder(wanted, set.order, remarks);
  const present = await presentImages(set.images, chosen, set.missing);
  return imageSource({
    format: `nus-wide-${set.split}`,
    labels,
    unlisted: "ABSENT",
    protocol: "nus-wide",
    images: present.images,
    labelsOf: ({ index }) => grouped.of(index),
    remarks: [...remarks, ...present.remarks],
  });
}

function label(name: string, training: SourceLabel["training"]): SourceLabel {
  return { key: name, name, training };
}

async function readNames(file: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { text, number } of readLines(file)) {
    // A concept's name is part of a file name.
    if (/[/\\\p{Cc}]/u.test(text)) {
      const problem = `expected a name without slashes and control characters, but got ${quoted(text)}`;
      throw invalidDataset({ file, at: `line ${number}` }, problem, "Correct the line.");
    }
    names.push(text);
  }
  if (names.length === 0) throw invalidDataset({ file }, "it is empty", "Give the set's own file.");
  return names;
}

/** `actor\0001_2124494179.jpg` a line. The authors' names have a `_` where the folder ends. */
async function readImageList(file: string): Promise<WantedImage[]> {
  const wanted: WantedImage[] = [];
  const lines = new Map<string, number>();
  for await (const { text, number } of readLines(file)) {
    const place = { file, at: `line ${number}` };
    const listed = imageName(text, place);
    const name = listed.replaceAll("/", "_");
    const earlier = lines.get(name);
    if (earlier !== undefined) {
      throw invalidDataset(place, `${quoted(text)} was in line ${earlier} already`, "Leave one of them out.");
    }
    lines.set(name, number);
    wanted.push({ name, index: wanted.length, files: [listed, name], place });
  }
  if (wanted.length === 0) throw invalidDataset({ file }, "it lists no image", "Give the set's own list.");
  return wanted;
}

/** The wanted images that the list of names has, in its order. */
async function inOrder(wanted: readonly WantedImage[], file: string, remarks: Remark[]) {
  const byName = new Map(wanted.map((image) => [image.name, image]));
  const ordered = (await readNameList(file)).map((name, index) => {
    const image = byName.get(name);
    if (image) return image;
    const problem = `expected names like ${quoted(wanted[0]!.name)}, but name ${index + 1} is ${quoted(name)}, which the image list lacks`;
    throw invalidDataset({ file }, problem, "Give the list of this split.");
  });
  const chosen = new Set(ordered);
  const others = createTally();
  for (const image of wanted) if (!chosen.has(image)) others.add(() => image.files[0]!);
  const left = (count: number) => `${count} images are not in ${file}; they are left out.`;
  remarks.push(...remarksOn("UNLISTED_IMAGES", others, left));
  return ordered;
}

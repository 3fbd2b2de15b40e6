import { refuseForeignFile } from "../../files/refuse-foreign-file";
import { createTally, remarksOn } from "../../remark";
import type { BenchmarkSource, SourceItem } from "../benchmark-source";
import { invalidDataset, quoted } from "../invalid-dataset";
import { readNameList } from "../reading/read-name-list";
import { readSourceLabels } from "../source-labels";
import { featureShapeOf, readFeatures } from "./hdf5-features";
import { Hdf5File } from "./hdf5-file";
import { findLabelLayout, type LabelLayout, type LayoutChoice, readLabelValues } from "./hdf5-labels";

export interface Hdf5FeatureFiles extends Omit<LayoutChoice, "labels"> {
  /** The authors' feature file: `NAME-features` and labels of every image, and perhaps `NAME-fc7`. */
  readonly file: string;
  /** "label, tab, seen or unseen, perhaps a tab and its id" a line. */
  readonly labels: string;
  /** The pickled list that chooses and orders the images (NUS-WIDE); else they are sorted by name. */
  readonly names?: string;
  /** What a 0 means. In the authors' files it means unknown; for a file without any -1 it must be stated. */
  readonly zero?: "unknown" | "absent";
}

/** How many images are inspected when a file is opened, to see what its zeros can mean. */
const SAMPLE = 64;
const FEATURES = "-features";
const MAX_NAME_LENGTH = 255;

/** Benchmark features as the authors' programs write and read them. Their images are read one by one. */
export async function openHdf5Features(set: Hdf5FeatureFiles): Promise<BenchmarkSource> {
  const listed = await readSourceLabels(set.labels);
  await refuseForeignFile(set.file, "INVALID_DATASET");
  const file = await Hdf5File.open(set.file);
  try {
    const { images, remarks } = await imageNames(file, set.names);
    const featureShape = featureShapeOf(file, images[0]!);
    const layout = await findLabelLayout(file, images[0]!, { ...set, labels: listed });
    const counts = await sampleLabels(file, images.slice(0, SAMPLE), layout);
    if (set.zero === undefined && counts.absent === 0)
      throw zerosOnly(set.file, Math.min(images.length, SAMPLE));
    const zeroIsAbsent = set.zero === "absent";
    const unlisted = zeroIsAbsent || counts.absent > counts.zero ? "ABSENT" : "UNKNOWN";

    async function* items(from: number, signal?: AbortSignal): AsyncGenerator<SourceItem> {
      for (const name of images.slice(from)) {
        signal?.throwIfAborted();
        const values = await readLabelValues(file, name, layout);
        const { features, global } = await readFeatures(file, name, featureShape);
        const zeros = zeroIsAbsent ? "ABSENT" : "UNKNOWN";
        yield {
          name,
          present: positionsOf(values, 1),
          // Labels with the default value need not be listed.
          absent: unlisted === "ABSENT" ? [] : positionsOf(values, -1),
          unknown: unlisted === zeros ? [] : positionsOf(values, 0),
          content: { kind: "features", features, global },
        };
      }
    }
    return {
      format: "hdf5-features",
      kind: "FEATURES",
      labels: layout.labels,
      unlisted,
      protocol: layout.protocol,
      count: images.length,
      featureShape,
      remarks: [...remarks, ...counts.remarks],
      items,
      close: async () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** The images in the set's order. */
async function imageNames(file: Hdf5File, list: string | undefined) {
  const inFile = [...file.names].filter((name) => name.endsWith(FEATURES));
  if (inFile.length === 0) {
    const problem = `expected arrays named NAME${FEATURES}, but it has none`;
    throw invalidDataset({ file: file.file }, problem, "Give a feature file of the authors' layout.");
  }
  const sorted = inFile.map((name) => name.slice(0, -FEATURES.length)).sort();
  const odd = sorted.find(
    (name) => name === "" || name.length > MAX_NAME_LENGTH || /[\p{Cc}\p{Cs}]/u.test(name),
  );
  if (odd !== undefined) {
    const problem = `expected images' names of 1 to ${MAX_NAME_LENGTH} characters, none of them a control character, but got ${quoted(odd)}`;
    throw invalidDataset({ file: file.file }, problem, "Rename its arrays.");
  }
  if (list === undefined) return { images: sorted, remarks: [] };
  const images = await readNameList(list);
  const missing = images.find((name) => !file.names.has(name + FEATURES));
  if (missing !== undefined) {
    const problem = `it lists ${quoted(missing)}, of which ${file.file} has no features`;
    throw invalidDataset({ file: list }, problem, "Give the name list that belongs to the file.");
  }
  const chosen = new Set(images);
  const others = createTally();
  for (const name of sorted) if (!chosen.has(name)) others.add(() => name);
  const left = (count: number) => `${count} images of ${file.file} are not in ${list}; they are left out.`;
  return { images, remarks: remarksOn("UNLISTED_IMAGES", others, left) };
}

/** How often the first images' labels are absent or 0, and whether their two arrays of unseen labels agree. */
async function sampleLabels(file: Hdf5File, images: readonly string[], layout: LabelLayout) {
  const counts = { absent: 0, zero: 0 };
  const differing = createTally();
  for (const image of images) {
    const values = await readLabelValues(file, image, layout);
    for (const value of values) {
      if (value === -1) counts.absent++;
      else if (value === 0) counts.zero++;
    }
    const repeated = `${image}-labels_81`;
    if (layout.arrays[0]?.suffix !== "-labels" || !file.names.has(repeated)) continue;
    const { data } = await file.read(repeated);
    const ofUnseen = values.subarray(values.length - data.length);
    const isWhole = layout.labels.at(-1)?.training === "UNSEEN";
    if (isWhole && ofUnseen.some((value, place) => value !== data[place])) {
      differing.add(() => image);
    }
  }
  const differ = (count: number) =>
    `The -labels_81 of ${count} of the first ${images.length} images differ from the end of their -labels, which are taken; import the unseen section for the others.`;
  return { ...counts, remarks: remarksOn("DIFFERING_LABELS", differing, differ) };
}

function zerosOnly(file: string, count: number) {
  const problem = `none of its first ${count} images has a label -1, so its zeros may mean absent or unknown`;
  const advice = "Say which: with absent for unknown every average precision would be 1.";
  return invalidDataset({ file }, problem, advice);
}

function positionsOf(values: Int8Array, wanted: number): number[] {
  const positions: number[] = [];
  for (const [position, value] of values.entries()) if (value === wanted) positions.push(position);
  return positions;
}

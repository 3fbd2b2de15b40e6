import { access } from "node:fs/promises";
import path from "node:path";
import type { BenchmarkSource, SourceLabel } from "../benchmark-source";
import { imageSource } from "../image-set";
import { invalidDataset, quoted } from "../invalid-dataset";
import type { LabelValue } from "../label-rows";
import { type MissingImages, presentImages } from "../present-images";
import { refuseRelativeBoxes } from "../refuse-relative-boxes";
import { labelPositions, readSourceLabels } from "../source-labels";
import { readClassFolders } from "./class-folders";
import type { FolderImage, FolderLabels } from "./folder-labels";
import { refuseForeignName } from "./foreign-annotations";
import { oddLabels } from "./odd-labels";
import { readLabelsCsv } from "./read-labels-csv";
import { readLabelsJson } from "./read-labels-json";

interface ImageFolder {
  readonly folder: string;
  /** By default `labels.json` or `labels.csv` of the folder. */
  readonly labelsFile?: string;
  /** "label, tab, seen or unseen" on each line; by default `labels.tsv` of the folder, if it exists. */
  readonly labelList?: string;
  /** What a label is for an image that does not list it. */
  readonly unlisted: BenchmarkSource["unlisted"];
  /** Whether they are people's own pictures, to be read as people see them; the format says so then. */
  readonly photos?: boolean;
  readonly missing?: MissingImages;
}

/**
 * A folder of pictures and a file that says what is on them, or without one a folder for each class. Only images that the file names are used, in its
 * order. The labels are those of the list, or all that the file mentions, sorted.
 */
export async function openImageFolder(set: ImageFolder): Promise<BenchmarkSource> {
  const { folder, unlisted } = set;
  const file = set.labelsFile ?? (await findLabelsFile(folder));
  const listFile = set.labelList ?? (await existing(folder, ["labels.tsv"]))[0];
  const list = listFile === undefined ? null : await readSourceLabels(listFile);
  const read = await readLabels(folder, file, new Set(list?.map(({ key }) => key)));
  const listed = [...read.images.values()];
  if (listed.length === 0)
    throw invalidDataset({ file: file ?? folder }, "it names no image", "Give labels of images.");
  refuseRelativeBoxes(
    file ?? folder,
    listed.flatMap(({ boxes }) => boxes),
  );
  const labels = list ?? mentioned(listed);
  const positions = labelPositions(labels);
  for (const image of listed) refuseUnlisted(image, positions, listFile);

  const wanted = listed.map(({ place, name }, index) => ({
    ...{ index, files: [name], place },
    extensions: hasExtension(name) ? undefined : EXTENSIONS,
  }));
  const { images, remarks } = await presentImages(folder, wanted, set.missing);
  return imageSource({
    format: set.photos ? "photo-folder" : "image-folder",
    labels,
    unlisted,
    protocol: "custom",
    images,
    remarks: [...remarks, ...read.remarks, ...(list ? [] : oddLabels(listed))],
    labelsOf({ index }) {
      const image = listed[index]!;
      // An explicit label equal to the default adds nothing.
      const those = (value: LabelValue, kind: "PRESENT" | "ABSENT" | "UNKNOWN") =>
        kind === unlisted ? [] : positionsOf(image, value, positions);
      const boxes = image.boxes.map((box) => ({ ...box, label: positions.get(box.label)! }));
      return {
        present: those(1, "PRESENT"),
        absent: those(-1, "ABSENT"),
        unknown: those(0, "UNKNOWN"),
        ...(boxes.length > 0 ? { boxes } : {}),
        ...(image.stated && { stated: image.stated }),
      };
    },
  });
}

/** What `file` says of the pictures, or else the names of their folders. */
async function readLabels(
  folder: string,
  file: string | null,
  listed: ReadonlySet<string>,
): Promise<FolderLabels> {
  if (file === null) return readClassFolders(folder);
  refuseForeignName(file);
  return /\.(csv|tsv)(\.gz)?$/i.test(file) ? readLabelsCsv(file, listed) : readLabelsJson(file);
}

const EXTENSIONS = "jpg jpeg png webp gif tif tiff avif bmp heic heif".split(" ");

/** Tables often have the ids of pictures: their names without what comes behind the dot. */
function hasExtension(name: string): boolean {
  return EXTENSIONS.some((extension) => name.toLowerCase().endsWith(`.${extension}`));
}

function positionsOf(
  image: FolderImage,
  value: LabelValue,
  positions: ReadonlyMap<string, number>,
): number[] {
  const labels = [...image.labels].filter(([, of]) => of === value);
  return labels.map(([label]) => positions.get(label)!).sort((a, b) => a - b);
}

function mentioned(images: readonly FolderImage[]): SourceLabel[] {
  const names = new Set(images.flatMap(({ labels }) => [...labels.keys()]));
  return [...names].sort().map((name) => ({ key: name, name, training: "UNKNOWN" }));
}

function refuseUnlisted(
  { name, place, labels }: FolderImage,
  positions: ReadonlyMap<string, number>,
  listFile: string | undefined,
): void {
  for (const label of labels.keys()) {
    if (positions.has(label)) continue;
    const problem = `${quoted(label)} of ${quoted(name)} is not among the labels of ${listFile}`;
    throw invalidDataset(place, problem, 'Correct it, or add it there with "seen" or "unseen".');
  }
}

async function findLabelsFile(folder: string): Promise<string | null> {
  const [file, other] = await existing(folder, ["labels.json", "labels.csv"]);
  if (other === undefined) return file ?? null;
  const problem = "expected a labels.json or a labels.csv, but there are both";
  throw invalidDataset({ file: folder }, problem, "Say which file has the labels.");
}

async function existing(folder: string, names: readonly string[]): Promise<string[]> {
  const files = names.map((name) => path.join(folder, name));
  const there = await Promise.all(
    files.map((file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  return files.filter((_, index) => there[index]);
}

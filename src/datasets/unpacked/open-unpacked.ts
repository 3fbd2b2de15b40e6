import path from "node:path";
import { RegionaryError } from "../../errors";
import type { BenchmarkSource } from "../benchmark-source";
import { openCoco } from "../coco/open-coco";
import { openImageFolder } from "../folder/open-image-folder";
import { openHdf5Features } from "../hdf5/open-hdf5-features";
import { openNusWide } from "../nus-wide/open-nus-wide";
import { openOpenImages } from "../open-images/open-open-images";
import type { SetFormat } from "../set-formats";
import {
  COCO_FILE,
  CONCEPTS_FILE,
  type FileFormat,
  findFormat,
  HDF5_FILE,
  OPEN_IMAGES_FILE,
} from "./find-format";
import { type SetFiles, setFiles } from "./set-files";

interface Reading {
  /** Null to find it by the files' names. */
  readonly format: SetFormat | null;
  readonly unlisted: BenchmarkSource["unlisted"];
  readonly zero: BenchmarkSource["unlisted"] | null;
  readonly skipMissing: boolean;
}

const LABELS_FILE = /(?:^|\/)labels\.tsv$/i;
const LIST_FILE = /\.(?:pkl|pickle)$/i;

/** Opens the set that was unpacked into a folder, whose files are known by their names. */
export async function openUnpacked(folder: string, reading: Reading): Promise<BenchmarkSource> {
  const files = await setFiles(folder);
  return open(files, formatOf(reading, files), reading);
}

function open(files: SetFiles, format: FileFormat, reading: Reading): Promise<BenchmarkSource> {
  const { root, pictures: images } = files;
  const missing = reading.skipMissing ? "leave out" : "refuse";
  const one = (file: RegExp, what: string) => path.join(root, onlyFile(files, file, what, true));
  const optional = (file: RegExp, what: string) => {
    const name = onlyFile(files, file, what, false);
    return name === undefined ? undefined : path.join(root, name);
  };
  switch (format) {
    case "image-folder":
    case "photo-folder":
      return openImageFolder({
        ...{ folder: root, unlisted: reading.unlisted, photos: format === "photo-folder", missing },
      });
    case "coco-instances": {
      const labels = optional(LABELS_FILE, "labels.tsv");
      const instances = one(COCO_FILE, "instances….json");
      return openCoco({ instances, images, missing, ...(labels && { labels }) });
    }
    case "open-images": {
      const seen = optional(/(?:^|\/)(?!unseen)[^/]*(?<!un)seen[^/]*\.(?:txt|csv|tsv)$/i, "seen….txt");
      return openOpenImages({
        ...{ images, missing, ...(seen && { seen }) },
        annotations: one(OPEN_IMAGES_FILE, "…annotations…imagelabels.csv"),
        descriptions: one(/(?:^|\/)[^/]*class-descriptions[^/]*\.csv$/i, "class-descriptions.csv"),
        unseen: one(/(?:^|\/)[^/]*unseen[^/]*\.(?:txt|csv|tsv)$/i, "unseen….txt"),
      });
    }
    case "nus-wide-train":
    case "nus-wide-test": {
      const concepts = onlyFile(files, CONCEPTS_FILE, "ConceptsList/Concepts81.txt", true);
      const order = optional(LIST_FILE, "list.pkl");
      return openNusWide({
        ...{ images, missing, split: format === "nus-wide-train" ? "train" : "test" },
        ...{ folder: path.join(root, path.dirname(path.dirname(concepts))), ...(order && { order }) },
      });
    }
    case "hdf5-features": {
      const list = optional(LIST_FILE, "list.pkl");
      return openHdf5Features({
        ...{ file: one(HDF5_FILE, "features.h5"), labels: one(LABELS_FILE, "labels.tsv") },
        ...{ section: "all", ...(list && { names: list }) },
        ...(reading.zero && { zero: reading.zero === "ABSENT" ? "absent" : "unknown" }),
      });
    }
  }
}

function formatOf({ format }: Reading, files: SetFiles): FileFormat {
  if (format === null) return findFormat(files);
  if (format !== "stored-images" && format !== "scenes") return format;
  throw invalid("An uploaded set has one of the formats of files; leave it out to find it by the files.");
}

function onlyFile(files: SetFiles, file: RegExp, what: string, isNeeded: true): string;
function onlyFile(files: SetFiles, file: RegExp, what: string, isNeeded: false): string | undefined;
function onlyFile(files: SetFiles, file: RegExp, what: string, isNeeded: boolean): string | undefined {
  const found = files.names.filter((name) => file.test(name));
  if (found.length > 1)
    throw invalid(
      `The archive has ${found.length} files like ${what}, ${found[0]} and ${found[1]} among them. Pack only the one that counts.`,
    );
  if (isNeeded && found.length === 0) throw invalid(`The archive has no file like ${what}. Pack it with it.`);
  return found[0];
}

const invalid = (message: string) => new RegionaryError("INVALID_INPUT", message);

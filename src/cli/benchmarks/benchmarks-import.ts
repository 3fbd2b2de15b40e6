import { type Command, Option } from "commander";
import { openCoco } from "../../datasets/coco/open-coco";
import { openImageFolder } from "../../datasets/folder/open-image-folder";
import { openHdf5Features } from "../../datasets/hdf5/open-hdf5-features";
import { openNusWide } from "../../datasets/nus-wide/open-nus-wide";
import { openOpenImages } from "../../datasets/open-images/open-open-images";
import type { Terminal } from "../terminal/terminal";
import { importBenchmarkSource } from "./import-benchmark-source";

const LABELS = '"label, tab, seen or unseen" a line';
const BROKEN = "skip images whose pictures cannot be read, instead of ending at the first";
const ALIASES = 'what to look up for labels without a vector: "label, tab, word or phrase" a line';

/** `regionary benchmarks import`: a benchmark set from disk, in one of the formats it is published in. */
export function addBenchmarksImport(benchmarks: Command, terminal: Terminal): void {
  const formats = benchmarks
    .command("import")
    .description("store a benchmark set; after a stop or a crash, the same command goes on");
  const add = (format: string, description: string) =>
    formats
      .command(format)
      .description(description)
      .requiredOption("--name <name>", "what to call the set")
      .option(
        "--vectors <set>",
        "look up all labels in this word-vector set now (by default when a model needs them)",
      )
      .option("--aliases <file>", ALIASES);

  add("folder", "a folder of pictures with labels.json or labels.csv")
    .argument("<folder>", "the folder")
    .option("--labels-file <file>", "which labels the pictures have: JSON or CSV")
    .option("--label-list <file>", `the labels, ${LABELS}; labels.tsv of the folder by default`)
    .option(
      "--photos",
      "read the pictures as people see them (EXIF, color profiles), not as benchmarks are read",
    )
    .addOption(unlistedOption())
    .addOption(missingOption())
    .option("--skip-broken", BROKEN)
    .action((folder, { unlisted, ...options }) =>
      importBenchmarkSource(
        terminal,
        options,
        openImageFolder({
          ...{ ...options, folder, unlisted: unlisted.toUpperCase() },
          ...missingOf(options),
        }),
      ),
    );
  add("coco", "COCO's instances JSON")
    .requiredOption("--instances <file>", "such as instances_val2017.json")
    .requiredOption("--images <folder>", "where the pictures are")
    .option("--labels <file>", `which categories are seen: ${LABELS}`)
    .addOption(missingOption())
    .option("--skip-broken", BROKEN)
    .action((options) =>
      importBenchmarkSource(terminal, options, openCoco({ ...options, ...missingOf(options) })),
    );
  add("hdf5", "features in the HDF5 files of the BiAM authors")
    .argument("<file>", "the HDF5 file")
    .requiredOption("--labels <file>", `the labels of its arrays, ${LABELS}`)
    .option("--names <file>", "the pickled list that chooses and orders the images (NUS-WIDE)")
    .addOption(new Option("--zero <meaning>", "what a 0 says").choices(["unknown", "absent"]))
    .addOption(
      new Option("--section <section>", "all labels, or the unseen ones alone")
        .choices(["all", "unseen"])
        .default("all"),
    )
    .option("--unseen-positions <file>", "which elements of a longer array are the unseen labels")
    .option("--float32", "keep features in 32 bits: twice the size")
    .action((file, options) =>
      importBenchmarkSource(terminal, options, openHdf5Features({ ...options, file })),
    );
  add("nus-wide", "NUS-WIDE from its own text files")
    .argument("<folder>", "its folder, with ImageList, ConceptsList, NUS_WID_Tags and Groundtruth")
    .requiredOption("--images <folder>", "where the pictures are")
    .addOption(new Option("--split <split>", "which images").choices(["train", "test"]).makeOptionMandatory())
    .option("--order <file>", "a pickled list of names that chooses and orders the images")
    .addOption(missingOption())
    .option("--skip-broken", BROKEN)
    .action((folder, options) =>
      importBenchmarkSource(terminal, options, openNusWide({ ...options, folder, ...missingOf(options) })),
    );
  add("open-images", "Open Images' human-verified labels")
    .requiredOption("--annotations <file>", "such as test-annotations-human-imagelabels.csv")
    .requiredOption("--descriptions <file>", "class-descriptions.csv: MID, name")
    .requiredOption("--unseen <file>", "the MIDs of the unseen labels")
    .option("--seen <file>", "the MIDs of the seen labels; all others of the descriptions by default")
    .requiredOption("--images <folder>", "where the pictures are")
    .addOption(missingOption())
    .option("--skip-broken", BROKEN)
    .action((options) =>
      importBenchmarkSource(terminal, options, openOpenImages({ ...options, ...missingOf(options) })),
    );
}

function unlistedOption(): Option {
  return new Option("--unlisted <meaning>", "what a label is for a picture that does not list it")
    .choices(["absent", "unknown"])
    .default("absent");
}

/** Its value may be left out, as it was before it had one. */
function missingOption(): Option {
  return new Option(
    "--missing-images [what]",
    "what to do with images whose files are missing, instead of refusing the set",
  )
    .choices(["skip"])
    .preset("skip");
}

function missingOf({ missingImages }: { missingImages?: "skip" }) {
  return { missing: missingImages ? ("leave out" as const) : ("refuse" as const) };
}

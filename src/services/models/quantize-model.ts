import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { isRegionaryError, RegionaryError } from "../../errors";
import { compareBackbones, type PictureComparison } from "../../inference/checks/compare-backbones";
import { calibrateRanges } from "../../inference/checks/measure-ranges";
import { readBackboneDescriptor } from "../../model/packages/backbone-descriptor";
import { readHeadDescriptor } from "../../model/packages/head-descriptor";
import { writeInt8BackbonePackage } from "../../model/packages/write-int8-backbone-package";
import { readConvChain } from "../../onnx/int8/read-conv-chain";
import { imageTensor } from "../../pictures/image-tensor";
import type { PictureInput } from "../../pictures/picture-input";
import type { Database } from "../../storage/database/database";
import { readModelSpace } from "../../storage/models/model-spaces";
import { addBackbone, addModelVersion, type ModelVersionRow } from "../../storage/models/model-versions";
import { fetchPackage } from "../../storage/models/packages";
import type { QuantizationReport } from "../../storage/models/stored-quantization";
import type { VocabularyRow } from "../../storage/vocabularies/vocabularies";
import { createVectorsFor } from "../vocabularies/vectors-for";
import { checkModelName } from "./model-name";
import { summarise } from "./quantization-report";
import { processorName } from "./stand-in";
import { storePackages } from "./store-packages";

export interface ModelToQuantize {
  readonly model: ModelVersionRow;
  /** What to call the quantised one. */
  readonly name: string;
  /** Picture files: so many of them, evenly spread, calibrate; the others are for measuring. */
  readonly files: readonly string[];
  readonly calibrate: number;
  readonly vocabulary: VocabularyRow | null;
}

/** Where packages are kept beside the database, and where temporary files may be. */
export interface QuantizeDirectories {
  readonly modelCache: string;
  readonly work: string;
}

/** Hears of each step as it begins, and of what is done of it: pictures, or bytes stored. */
export type QuantizeProgress = (step: "calibrating" | "measuring" | "storing", done: number) => void;

/**
 * Makes a model version whose backbone's body computes in 8 bits, with the same head, and measures how far it
 * is from the float32 one; the report is stored with it. Nothing is stored unless all of it can be; an
 * `onProgress` that throws ends the work. Throws INVALID_BACKBONE where the body is no chain of convolutions.
 */
export async function quantizeModel(
  db: Database,
  { model, name, files, calibrate, vocabulary }: ModelToQuantize,
  directories: QuantizeDirectories,
  onProgress: QuantizeProgress = () => undefined,
): Promise<{ model: ModelVersionRow; report: QuantizationReport; alreadyStored: boolean }> {
  checkModelName(name);
  const { calibration, measured } = splitFiles(files, calibrate);
  const directory = await mkdtemp(path.join(directories.work, "quantize-"));
  try {
    const sourceDirectory = await fetchPackage(db, model.backbone.packageHash, directories.modelCache);
    const headDirectory = await fetchPackage(db, model.packageHash, directories.modelCache);
    const source = await readBackboneDescriptor(sourceDirectory);
    const head = await readHeadDescriptor(headDirectory);
    const chain = await readConvChain(sourceDirectory, source);
    const vectors = vocabulary && (await createVectorsFor(db)(vocabulary, model));

    const calibrationImages: string[] = [];
    const calibrationTensors = readPictures(calibration, source.input, calibrationImages, (done) =>
      onProgress("calibrating", done),
    );
    const ranges = await calibrateRanges(chain, calibrationTensors, directory);
    const int8Directory = path.join(directory, "backbone");
    const from = { directory: sourceDirectory, descriptor: source };
    const descriptor = await writeInt8BackbonePackage(from, chain, ranges, int8Directory);

    const measuredImages: string[] = [];
    const tensors = readPictures(measured, source.input, measuredImages, (done) =>
      onProgress("measuring", done),
    );
    const comparisons: PictureComparison[] = [];
    const both = [sourceDirectory, int8Directory] as const;
    for await (const comparison of compareBackbones(both, headDirectory, vectors, tensors))
      comparisons.push(comparison);
    const { rates, ...figures } = summarise(comparisons, vocabulary && versionOf(vocabulary));
    const report: QuantizationReport = {
      source: versionOf(model),
      calibrationImages,
      measuredImages,
      ...figures,
      imagesPerSecond: { float32: rates[0], int8: rates[1], threads: os.availableParallelism() },
      processor: processorName(),
    };

    const onStored = (bytes: number) => onProgress("storing", bytes);
    const stored = await storePackages(db, onStored, async (store) => {
      const packageHash = await store(int8Directory);
      const { backbone: int8 } = await addBackbone(db, { name, packageHash, descriptor });
      const spaceId = await readModelSpace(db, model.id); // perhaps bound since
      return addModelVersion(db, {
        name,
        backboneId: int8.id,
        packageHash: model.packageHash,
        descriptor: head,
        float32VersionId: model.id,
        quantization: report,
        spaceId,
      });
    });
    return { ...stored, report };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Evenly spread, because pictures beside each other in a directory are often of the same thing. */
function splitFiles(files: readonly string[], calibrate: number) {
  if (files.length <= calibrate) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `Expected more than the ${calibrate} pictures that calibrate, so that others are left to measure with; got ${files.length}.`,
    );
  }
  const places = Array.from({ length: calibrate }, (_, i) => Math.floor((i * files.length) / calibrate));
  const chosen = new Set(places);
  return {
    calibration: files.filter((_, index) => chosen.has(index)),
    measured: files.filter((_, index) => !chosen.has(index)),
  };
}

/** The pictures as tensors; each file's SHA-256 is added to `hashes`. A refusal names the file. */
async function* readPictures(
  files: readonly string[],
  input: PictureInput,
  hashes: string[],
  onRead: (count: number) => void,
): AsyncGenerator<Float32Array> {
  for (const file of files) {
    onRead(hashes.length);
    const bytes = await readFile(file);
    hashes.push(createHash("sha256").update(bytes).digest("hex"));
    try {
      yield await imageTensor(bytes, "photo", input);
    } catch (error) {
      if (!isRegionaryError(error)) throw error;
      throw new RegionaryError(error.code, `${file}: ${error.message}`, error.details, { cause: error });
    }
  }
}

function versionOf({ name, version }: { name: string; version: number }): string {
  return `${name}@${version}`;
}

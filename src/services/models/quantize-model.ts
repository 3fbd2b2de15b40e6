import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
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

/** A picture, and how a refusal names it. */
export interface Picture {
  readonly name: string;
  read(): Promise<Uint8Array>;
}

export interface ModelToQuantize {
  readonly model: ModelVersionRow;
  /** What to call the quantized one. */
  readonly name: string;
  /** So many of them, evenly spread, calibrate; the others are for measuring. */
  readonly pictures: readonly Picture[];
  readonly calibrate: number;
  readonly vocabulary: VocabularyRow | null;
}

/** Where packages are kept beside the database, and where temporary files may be. */
export interface QuantizeDirectories {
  readonly modelCache: string;
  readonly work: string;
}

/** Hears of each phase as it begins, and of how many pictures are done of it. What it throws ends the work. */
export type QuantizeProgress = (
  phase: "CALIBRATING" | "MEASURING" | "STORING",
  done: number,
) => Promise<void> | void;

/**
 * Makes a model version whose backbone's body computes in 8 bits, with the same head, and measures how far it
 * is from the float32 one; the report is stored with it. Nothing is stored unless all of it can be. Throws INVALID_BACKBONE where the body is no chain of convolutions.
 */
export async function quantizeModel(
  db: Database,
  { model, name, pictures, calibrate, vocabulary }: ModelToQuantize,
  directories: QuantizeDirectories,
  onProgress: QuantizeProgress = () => undefined,
): Promise<{ model: ModelVersionRow; report: QuantizationReport; alreadyStored: boolean }> {
  checkModelName(name);
  const { calibration, measured } = split(pictures, calibrate);
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
      onProgress("CALIBRATING", done),
    );
    const ranges = await calibrateRanges(chain, calibrationTensors, directory);
    const int8Directory = path.join(directory, "backbone");
    const from = { directory: sourceDirectory, descriptor: source };
    const descriptor = await writeInt8BackbonePackage(from, chain, ranges, int8Directory);

    const measuredImages: string[] = [];
    const tensors = readPictures(measured, source.input, measuredImages, (done) =>
      onProgress("MEASURING", done),
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

    await onProgress("STORING", 0);
    const stored = await storePackages(
      db,
      () => undefined,
      async (store) => {
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
      },
    );
    return { ...stored, report };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Evenly spread, because pictures beside each other in a directory are often of the same thing. */
function split(pictures: readonly Picture[], calibrate: number) {
  const places = Array.from({ length: calibrate }, (_, i) => Math.floor((i * pictures.length) / calibrate));
  const chosen = new Set(places);
  return {
    calibration: pictures.filter((_, index) => chosen.has(index)),
    measured: pictures.filter((_, index) => !chosen.has(index)),
  };
}

/** The pictures as tensors; each one's SHA-256 is added to `hashes`. A refusal names the picture. */
async function* readPictures(
  pictures: readonly Picture[],
  input: PictureInput,
  hashes: string[],
  onRead: (count: number) => Promise<void> | void,
): AsyncGenerator<Float32Array> {
  for (const { name, read } of pictures) {
    await onRead(hashes.length);
    const bytes = await read();
    hashes.push(createHash("sha256").update(bytes).digest("hex"));
    try {
      yield await imageTensor(bytes, "photo", input);
    } catch (error) {
      if (!isRegionaryError(error)) throw error;
      throw new RegionaryError(error.code, `${name}: ${error.message}`, error.details, { cause: error });
    }
  }
}

function versionOf({ name, version }: { name: string; version: number }): string {
  return `${name}@${version}`;
}

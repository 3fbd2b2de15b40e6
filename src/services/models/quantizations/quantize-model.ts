import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { RegionaryError } from "../../../errors";
import { compareEncoders, type PictureComparison } from "../../../inference/checks/compare-encoders";
import { withBackbone } from "../../../model/packages/join-parts";
import { packagesOf } from "../../../model/packages/packages-of";
import type { Database } from "../../../storage/database/database";
import { readModelSpace } from "../../../storage/models/model-spaces";
import {
  addBackbone,
  addModelVersion,
  type BackboneRow,
  type ModelVersionRow,
} from "../../../storage/models/model-versions";
import { fetchPackage } from "../../../storage/models/packages";
import type { QuantizationReport } from "../../../storage/models/stored-quantization";
import type { VocabularyRow } from "../../../storage/vocabularies/vocabularies";
import { createVectorsFor } from "../../vocabularies/vectors-for";
import { checkModelName } from "../model-name";
import { processorName } from "../stand-in";
import { storePackages } from "../store-packages";
import { backboneApart } from "./backbone-apart";
import { type Picture, partPictures, readPictures } from "./pictures-to-quantize";
import { summarize } from "./quantization-report";
import { type WrittenBackbone, writeQuantized } from "./write-quantized";

interface ModelToQuantize {
  readonly model: ModelVersionRow;
  /** What to call the quantized one. */
  readonly name: string;
  /** `forRanges` of them, evenly spread, give the ranges; it is measured on the others. */
  readonly pictures: readonly Picture[];
  readonly forRanges: number;
  readonly vocabulary: VocabularyRow | null;
}

/** Where packages are kept beside the database, and where temporary files may be. */
export interface QuantizeDirectories {
  readonly modelCache: string;
  readonly work: string;
}

/**
 * Is told of each phase as it begins, and how many of its pictures are done. What it throws ends the work.
 */
type QuantizeProgress = (
  phase: "FINDING_RANGES" | "MEASURING" | "STORING",
  done: number,
) => Promise<void> | void;

/**
 * Makes a model version whose backbone's body computes in 8 bits, with the same head, and measures how far it
 * is from the float32 one; the report is stored with it. Nothing is stored unless all of it can be. Throws
 * INVALID_BACKBONE where 8 bits would not make the body faster.
 */
export async function quantizeModel(
  db: Database,
  { model, name, pictures, forRanges, vocabulary }: ModelToQuantize,
  directories: QuantizeDirectories,
  onProgress: QuantizeProgress = () => undefined,
): Promise<{ model: ModelVersionRow; report: QuantizationReport; alreadyStored: boolean }> {
  checkModelName(name);
  const parted = partPictures(pictures, forRanges);
  const { description } = model;
  const backbone = backboneApart(model);
  const vectors =
    vocabulary && (await createVectorsFor({ db, encodeLabels: encodedBefore })(vocabulary, model));
  const directory = await mkdtemp(path.join(directories.work, "quantize-"));
  try {
    await Promise.all(packagesOf(description).map((hash) => fetchPackage(db, hash, directories.modelCache)));
    const rangeImages: string[] = [];
    const forPictures = (phase: "FINDING_RANGES" | "MEASURING", of: readonly Picture[], hashes: string[]) =>
      readPictures(of, description.picture, hashes, (done) => onProgress(phase, done));
    const made = await writeQuantized(
      {
        directory: path.join(directories.modelCache, backbone.packageHash),
        description: backbone.description,
      },
      forPictures("FINDING_RANGES", parted.ranges, rangeImages),
      directory,
    );

    const measuredImages: string[] = [];
    const second = withBackbone(description, backbone.packageHash, {
      name: made.directory,
      part: made.description,
    });
    const tensors = forPictures("MEASURING", parted.measured, measuredImages);
    const comparisons: PictureComparison[] = [];
    const compared = compareEncoders(description, second, directories.modelCache, vectors, tensors);
    for await (const comparison of compared) comparisons.push(comparison);
    const { rates, ...figures } = summarize(comparisons, vocabulary && versionOf(vocabulary));
    const report: QuantizationReport = {
      source: versionOf(model),
      rangeImages,
      measuredImages,
      ...figures,
      imagesPerSecond: { float32: rates[0], int8: rates[1], threads: os.availableParallelism() },
      processor: processorName(),
    };
    await onProgress("STORING", 0);
    const stored = await storeQuantized(db, { model, backbone, name, report }, made);
    return { ...stored, report };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** A quantization is accepted once its vocabulary has vectors; here, in a thread of its own, there is no engine. */
function encodedBefore(): never {
  throw new RegionaryError("NOT_FOUND", "The vectors of the vocabulary's labels are no longer stored.");
}

function storeQuantized(
  db: Database,
  {
    model,
    backbone,
    name,
    report,
  }: { model: ModelVersionRow; backbone: BackboneRow; name: string; report: QuantizationReport },
  { directory, description: part }: WrittenBackbone,
): Promise<{ model: ModelVersionRow; alreadyStored: boolean }> {
  return storePackages(
    db,
    () => undefined,
    async (store) => {
      const hash = await store(directory);
      const added = await addBackbone(db, { name, packageHash: hash, description: part });
      return addModelVersion(db, {
        name,
        backboneId: added.backbone.id,
        packageHash: model.packageHash,
        description: withBackbone(model.description, backbone.packageHash, { name: hash, part }),
        float32VersionId: model.id,
        quantization: report,
        spaceId: await readModelSpace(db, model.id), // perhaps bound since
      });
    },
  );
}

function versionOf({ name, version }: { name: string; version: number }): string {
  return `${name}@${version}`;
}

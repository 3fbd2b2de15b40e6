import { rm } from "node:fs/promises";
import path from "node:path";
import type { Parameter } from "../../graph/graph";
import { valuesOf } from "../../model/chain";
import { FAMILIES } from "../../model/families/families";
import { writeModel } from "../../model/families/write-model";
import { joinParts } from "../../model/packages/join-parts";
import type { Database } from "../../storage/database/database";
import { addModelVersion, type BackboneRow, type ModelVersionRow } from "../../storage/models/model-versions";
import type { TrainingRecord } from "../../storage/trainings/stored-training";
import { exportHead } from "../../training/export-head";
import { storePackages } from "../models/store-packages";

/** A trained head and its metadata. */
export interface TrainedHead {
  readonly name: string;
  readonly backbone: BackboneRow;
  readonly parameters: readonly Parameter[];
  readonly weights: Readonly<Record<string, Float32Array>>;
  readonly record: TrainingRecord;
  /** The space of its labels' vectors. */
  readonly spaceId: string;
}

/** Stores a trained head just as an import of its exported file would; repeating it gives the same version. */
export async function storeTrainedModel(
  db: Database,
  { name, backbone, parameters, weights, record, spaceId }: TrainedHead,
  directory: string,
): Promise<ModelVersionRow> {
  const checkpointPath = path.join(directory, "head.safetensors");
  await exportHead(checkpointPath, parameters, weights);
  const headDirectory = path.join(directory, "head");
  await rm(headDirectory, { recursive: true, force: true }); // left by a killed run
  const { heads } = record.settings;
  const source = { checkpointPath, heads, given: valuesOf(backbone.description.encode) };
  const { part } = await writeModel(source, FAMILIES, headDirectory);
  const stored = await storePackages(
    db,
    () => undefined,
    async (store) => {
      const packageHash = await store(path.join(headDirectory, "model"));
      const description = joinParts(
        { name: packageHash, part },
        { name: backbone.packageHash, part: backbone.description },
      );
      const version = { name, backboneId: backbone.id, packageHash, description };
      return addModelVersion(db, { ...version, training: record, spaceId });
    },
  );
  return stored.model;
}

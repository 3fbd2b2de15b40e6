import { rm } from "node:fs/promises";
import path from "node:path";
import type { Parameter } from "../../graph/graph";
import type { BackboneDescriptor } from "../../model/packages/backbone-descriptor";
import { writeHeadPackage } from "../../model/packages/write-head-package";
import type { Database } from "../../storage/database/database";
import { addModelVersion, type ModelVersionRow } from "../../storage/models/model-versions";
import type { TrainingRecord } from "../../storage/trainings/stored-training";
import { exportHead } from "../../training/export-head";
import { storePackages } from "../models/store-packages";

/** A trained head and what is to be known of it. */
export interface TrainedHead {
  readonly name: string;
  readonly backboneId: string;
  readonly backbone: BackboneDescriptor;
  readonly parameters: readonly Parameter[];
  readonly weights: Readonly<Record<string, Float32Array>>;
  readonly record: TrainingRecord;
  /** Of the vectors that its labels had. */
  readonly spaceId: string;
}

/** Stores a trained head as an import of its exported file would be; the same again gives the same version. */
export async function storeTrainedModel(
  db: Database,
  { name, backboneId, backbone, parameters, weights, record, spaceId }: TrainedHead,
  directory: string,
): Promise<ModelVersionRow> {
  const checkpointPath = path.join(directory, "head.safetensors");
  await exportHead(checkpointPath, parameters, weights);
  const headDirectory = path.join(directory, "head");
  await rm(headDirectory, { recursive: true, force: true }); // what a killed run left
  const { heads } = record.settings;
  const descriptor = await writeHeadPackage({ checkpointPath, heads, backbone }, headDirectory);
  const stored = await storePackages(
    db,
    () => undefined,
    async (store) => {
      const packageHash = await store(headDirectory);
      return addModelVersion(db, { name, backboneId, packageHash, descriptor, training: record, spaceId });
    },
  );
  return stored.model;
}

import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../errors";
import type { BackboneDescriptor } from "../model/packages/backbone-descriptor";
import { packageHash } from "../model/packages/package-hash";
import { writeBackbonePackage } from "../model/packages/write-backbone-package";
import { writeHeadPackage } from "../model/packages/write-head-package";
import type { Database } from "../storage/database";
import {
  addBackbone,
  addModelVersion,
  type BackboneRow,
  findBackbones,
  type ModelVersionRow,
} from "../storage/model-versions";
import { storePackage } from "../storage/packages";

export type BackboneSource =
  | { readonly checkpointPath: string }
  | { readonly onnxPath: string; readonly manifestPath: string }
  | { readonly importedName: string };

export interface ModelToImport {
  readonly name: string;
  readonly headPath: string;
  readonly heads: number;
  readonly backbone: BackboneSource;
}

/**
 * Makes a model version from a head checkpoint and a backbone. Nothing is stored unless all of it can be.
 * `workDirectory` holds the converted files (as large as the checkpoints) until they are stored.
 */
export async function importModel(
  db: Database,
  { name, headPath, heads, backbone }: ModelToImport,
  workDirectory: string,
  onProgress: (step: string) => void = () => undefined,
): Promise<{ model: ModelVersionRow; alreadyStored: boolean }> {
  if (!/^[\w.-]{1,100}$/.test(name)) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `A model's name has 1 to 100 letters, digits, dots, dashes and underscores; "${name}" came.`,
    );
  }
  const directory = await mkdtemp(path.join(workDirectory, "import-"));
  try {
    const backboneDirectory = path.join(directory, "backbone");
    const headDirectory = path.join(directory, "head");
    const stored = "importedName" in backbone ? await importedBackbone(db, backbone.importedName) : null;
    let descriptor = stored?.descriptor as unknown as BackboneDescriptor;
    if (!("importedName" in backbone)) {
      onProgress("converting the backbone");
      descriptor = await writeBackbonePackage(backbone, backboneDirectory);
    }
    onProgress("converting the head");
    const head = await writeHeadPackage(
      { checkpointPath: headPath, heads, backbone: descriptor },
      headDirectory,
    );
    onProgress("storing");
    const { id: backboneId } = stored ?? (await storeBackbone(db, name, backboneDirectory, descriptor));
    const hash = await packageHash(headDirectory);
    await storePackage(db, hash, headDirectory);
    return await addModelVersion(db, { name, backboneId, packageHash: hash, descriptor: head });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function importedBackbone(db: Database, name: string): Promise<BackboneRow> {
  const [backbone] = await findBackbones(db, name);
  if (backbone) return backbone;
  throw new RegionaryError(
    "NOT_FOUND",
    `No backbone named "${name}" is imported, and there is no such file.`,
  );
}

async function storeBackbone(
  db: Database,
  name: string,
  directory: string,
  descriptor: BackboneDescriptor,
): Promise<BackboneRow> {
  const hash = await packageHash(directory);
  await storePackage(db, hash, directory);
  return addBackbone(db, { name, packageHash: hash, descriptor });
}

import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { openCheckpoint } from "../../model/checkpoints/open-checkpoint";
import { type BackboneFiles, writeBackbonePackage } from "../../model/packages/write-backbone-package";
import { writeHeadPackage } from "../../model/packages/write-head-package";
import type { Database } from "../../storage/database/database";
import {
  addBackbone,
  addModelVersion,
  type BackboneRow,
  findBackbones,
  type ModelVersionRow,
} from "../../storage/models/model-versions";
import { checkModelName } from "./model-name";
import { checkSpace } from "./model-space";
import { type StorePackage, storePackages } from "./store-packages";

/** Files of a backbone, or the name of one that is imported. */
export type BackboneSource = BackboneFiles | { readonly importedName: string };

export interface ModelToImport {
  readonly name: string;
  readonly headPath: string;
  readonly heads: number;
  readonly backbone: BackboneSource;
  /** The space of its labels' vectors; left out, it is that of the first vocabulary that it is used with. */
  readonly spaceId?: string | null;
}

/** Hears of each step as it begins and, while files are stored, of the bytes stored so far. */
export type ImportProgress = (step: string, storedBytes: number) => void;

/**
 * Makes a model version from a head checkpoint and a backbone. Nothing is stored unless all of it can be;
 * an `onProgress` that throws ends the import. `workDirectory` holds the converted files (as large as the
 * checkpoints) until they are stored.
 */
export async function importModel(
  db: Database,
  { name, headPath, heads, backbone, spaceId = null }: ModelToImport,
  workDirectory: string,
  onProgress: ImportProgress = () => undefined,
): Promise<{ model: ModelVersionRow; alreadyStored: boolean }> {
  checkModelName(name);
  // A file that is no checkpoint is to be found out before a large backbone is converted.
  await (await openCheckpoint(headPath)).close();
  const directory = await mkdtemp(path.join(workDirectory, "import-"));
  const onStored = (bytes: number) => onProgress("storing", bytes);
  const convert = (files: BackboneFiles, to: string) => {
    onProgress("converting the backbone", 0);
    return writeBackbonePackage(files, to);
  };
  const work = async (store: StorePackage) => {
    const backboneDirectory = path.join(directory, "backbone");
    const headDirectory = path.join(directory, "head");
    const used =
      "importedName" in backbone
        ? await importedBackbone(db, backbone.importedName)
        : { descriptor: await convert(backbone, backboneDirectory) };
    onProgress("converting the head", 0);
    const source = { checkpointPath: headPath, heads, backbone: used.descriptor };
    const descriptor = await writeHeadPackage(source, headDirectory);
    if (spaceId !== null) await checkSpace(db, spaceId, descriptor.sizes.wordSize);
    onProgress("storing", 0);
    const backboneHash = "id" in used ? used.packageHash : await store(backboneDirectory);
    const packageHash = await store(headDirectory);
    const { id: backboneId } =
      "id" in used
        ? used
        : (await addBackbone(db, { name, packageHash: backboneHash, descriptor: used.descriptor })).backbone;
    return await addModelVersion(db, { name, backboneId, packageHash, descriptor, spaceId });
  };
  try {
    return await storePackages(db, onStored, work);
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

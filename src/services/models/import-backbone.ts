import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { type BackboneFiles, writeBackbone } from "../../model/families/backbones/write-backbone";
import type { Database } from "../../storage/database/database";
import { addBackbone, type BackboneRow } from "../../storage/models/model-versions";
import type { ImportProgress } from "./import-model";
import { checkModelName } from "./model-name";
import { storePackages } from "./store-packages";

/**
 * Stores a backbone without a head, for heads to be trained on it. One that is already stored keeps its name.
 * Nothing is stored unless all of it can be; an `onProgress` that throws ends the import. `workDirectory`
 * holds the converted files until they are stored.
 */
export async function importBackbone(
  db: Database,
  { name, files }: { readonly name: string; readonly files: BackboneFiles },
  workDirectory: string,
  onProgress: ImportProgress = () => undefined,
): Promise<{ backbone: BackboneRow; alreadyStored: boolean }> {
  checkModelName(name);
  const parent = await mkdtemp(path.join(workDirectory, "import-"));
  const directory = path.join(parent, "backbone");
  try {
    onProgress("converting the backbone", 0);
    const description = await writeBackbone(files, directory);
    onProgress("storing", 0);
    return await storePackages(
      db,
      (bytes) => onProgress("storing", bytes),
      async (store) => addBackbone(db, { name, packageHash: await store(directory), description }),
    );
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

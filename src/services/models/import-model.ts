import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { valuesOf } from "../../model/chain";
import { openCheckpoint } from "../../model/checkpoints/open-checkpoint";
import type { BackboneDescription } from "../../model/description";
import { type BackboneFiles, writeBackbone } from "../../model/families/backbones/write-backbone";
import { FAMILIES } from "../../model/families/families";
import type { Family } from "../../model/families/family";
import { writeModel } from "../../model/families/write-model";
import { joinParts } from "../../model/packages/join-parts";
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

/** Files of a backbone, or the name of an imported one. */
export type BackboneSource = BackboneFiles | { readonly importedName: string };

export interface ModelToImport {
  readonly name: string;
  readonly checkpointPath: string;
  /** What the checkpoint does not say, where its family needs it. */
  readonly heads: number | null;
  readonly backbone: BackboneSource | null;
  /** The space of its labels' vectors; by default that of the first vocabulary that it is used with. */
  readonly spaceId?: string | null;
}

/** Is told of each step as it begins and, while files are stored, of the bytes stored so far. */
export type ImportProgress = (step: string, storedBytes: number) => void;

/**
 * Makes a model version from a checkpoint of any known family and, where that has one, its backbone. Nothing is
 * stored unless all of it can be; an `onProgress` that throws ends the import. `workDirectory` holds the converted
 * files (as large as the checkpoints) until they are stored.
 */
export async function importModel(
  db: Database,
  { name, checkpointPath, heads, backbone, spaceId = null }: ModelToImport,
  workDirectory: string,
  onProgress: ImportProgress = () => undefined,
  families: readonly Family[] = FAMILIES,
): Promise<{ model: ModelVersionRow; alreadyStored: boolean }> {
  checkModelName(name);
  // Notice a file that is not a checkpoint before a large backbone is converted.
  await (await openCheckpoint(checkpointPath)).close();
  const directory = await mkdtemp(path.join(workDirectory, "import-"));
  const prepareBackbone = async (from: BackboneSource, to: string): Promise<PreparedBackbone> => {
    if ("importedName" in from) {
      const imported = await importedBackbone(db, from.importedName);
      const { description, packageHash } = imported;
      return { description, store: async () => packageHash, row: async () => imported };
    }
    onProgress("converting the backbone", 0);
    const description = await writeBackbone(from, to);
    return {
      description,
      store: (store) => store(to),
      row: async (packageHash) => (await addBackbone(db, { name, packageHash, description })).backbone,
    };
  };
  const work = async (store: StorePackage) => {
    const prepared = backbone && (await prepareBackbone(backbone, path.join(directory, "backbone")));
    onProgress("converting the model", 0);
    const written = path.join(directory, "written");
    const given = prepared && valuesOf(prepared.description.encode);
    const source = { checkpointPath, heads, given };
    const { part } = await writeModel(source, families, written);
    if (spaceId !== null) await checkSpace(db, spaceId, part.labels.size);
    onProgress("storing", 0);
    const before = prepared && { name: await prepared.store(store), part: prepared.description };
    const packageHash = await store(path.join(written, "model"));
    const description = joinParts({ name: packageHash, part }, before);
    // Rows are stored last, when nothing can fail anymore.
    const backboneId = prepared && before ? (await prepared.row(before.name)).id : null;
    return addModelVersion(db, { name, backboneId, packageHash, description, spaceId });
  };
  try {
    return await storePackages(db, (bytes) => onProgress("storing", bytes), work);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** A backbone whose files are ready, and how to store it. */
interface PreparedBackbone {
  readonly description: BackboneDescription;
  /** Stores its package; returns the hash. */
  store(store: StorePackage): Promise<string>;
  row(packageHash: string): Promise<BackboneRow>;
}

async function importedBackbone(db: Database, name: string): Promise<BackboneRow> {
  const [backbone] = await findBackbones(db, name);
  if (backbone) return backbone;
  throw new RegionaryError(
    "NOT_FOUND",
    `There is no imported backbone named "${name}", and no such file. Import it with npx regionary backbones import, or check the path.`,
  );
}

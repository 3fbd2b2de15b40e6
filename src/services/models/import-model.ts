import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { valuesOf } from "../../model/chain";
import { openCheckpoint } from "../../model/checkpoints/open-checkpoint";
import type { BackboneDescription } from "../../model/description";
import { type BackboneFiles, writeBackbone } from "../../model/families/backbones/write-backbone";
import { FAMILIES } from "../../model/families/families";
import type { Family, RegionTextChoices } from "../../model/families/family";
import { fitsOneOf, writeModel } from "../../model/families/write-model";
import { joinParts } from "../../model/packages/join-parts";
import type { TextEncoder } from "../../model/text-encoder";
import type { Database } from "../../storage/database/database";
import {
  addBackbone,
  addModelVersion,
  type BackboneRow,
  findBackbones,
  type ModelVersionRow,
} from "../../storage/models/model-versions";
import { addTextSpace } from "../../storage/vocabularies/text-spaces";
import { type TemplateSet, templatesOf } from "../../text/templates";
import { checkModelName } from "./model-name";
import { checkSpace } from "./model-space";
import { type StorePackage, storePackages } from "./store-packages";

/** Files of a backbone, or the name of an imported one. */
export type BackboneSource = BackboneFiles | { readonly importedName: string };

/** What an import may choose of a model of images and texts; what is left out or null is the family's own choice. */
export interface TextChoices extends Partial<RegionTextChoices> {
  /** Into which templates labels are put: "single" by default. */
  readonly templates?: TemplateSet | null;
}

export interface ModelToImport {
  readonly name: string;
  readonly checkpointPath: string;
  /** What the checkpoint does not say, where its family needs it. */
  readonly heads: number | null;
  /** The key of the weights in the checkpoint, where several fit. */
  readonly weights?: string;
  readonly backbone: BackboneSource | null;
  /** The space of its labels' vectors; by default that of the first vocabulary that it is used with. */
  readonly spaceId?: string | null;
  /** For a model of images and texts: what may be chosen of it. */
  readonly text?: TextChoices | null;
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
  { name, checkpointPath, heads, weights, backbone, spaceId = null, text = null }: ModelToImport,
  workDirectory: string,
  onProgress: ImportProgress = () => undefined,
  families: readonly Family[] = FAMILIES,
): Promise<{ model: ModelVersionRow; alreadyStored: boolean }> {
  checkModelName(name);
  // Notice a file that is not a checkpoint before a large backbone is converted.
  await (await openCheckpoint(checkpointPath, { fits: fitsOneOf(families), key: weights })).close();
  const directory = await mkdtemp(path.join(workDirectory, "import-"));
  const prepareBackbone = async (from: BackboneSource, to: string): Promise<PreparedBackbone> => {
    if ("importedName" in from) {
      const imported = await importedBackbone(db, from.importedName);
      const { description, packageHash } = imported;
      return { description, store: async () => packageHash, row: async () => imported };
    }
    onProgress("converting the backbone", 0);
    return newBackbone(db, name, await writeBackbone(from, to), to);
  };
  const work = async (store: StorePackage) => {
    const given = backbone && (await prepareBackbone(backbone, path.join(directory, "backbone")));
    onProgress("converting the model", 0);
    const written = path.join(directory, "written");
    const source = {
      checkpointPath,
      heads,
      given: given && valuesOf(given.description.encode),
      choices: text ?? undefined,
      weights,
    };
    const { part, backbone: own, encoder } = await writeModel(source, families, written);
    checkChoices({ encoder, spaceId, text });
    if (spaceId !== null) await checkSpace(db, spaceId, part.labels.size);
    onProgress("storing", 0);
    const prepared = own ? newBackbone(db, name, own, path.join(written, "backbone")) : given;
    const before = prepared && { name: await prepared.store(store), part: prepared.description };
    const textHash = encoder && (await store(path.join(written, "text")));
    const packageHash = await store(path.join(written, "model"));
    const description = joinParts({ name: packageHash, part }, before);
    // Rows are stored last, when nothing can fail anymore.
    const backboneId = prepared && before ? (await prepared.row(before.name)).id : null;
    const templates = encoder && templatesOf(encoder.tokenizer.kind, text?.templates ?? "single");
    const space =
      textHash && templates && (await addTextSpace(db, { name, packageHash: textHash, encoder, templates }));
    return addModelVersion(db, {
      name,
      backboneId,
      packageHash,
      description,
      spaceId: space ? space.id : spaceId,
    });
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

/** A backbone whose package is in a directory, to be stored under the model's name. */
function newBackbone(
  db: Database,
  name: string,
  description: BackboneDescription,
  directory: string,
): PreparedBackbone {
  return {
    description,
    store: (store) => store(directory),
    row: async (packageHash) => (await addBackbone(db, { name, packageHash, description })).backbone,
  };
}

/** Throws INVALID_INPUT for choices that a model does not leave open. */
function checkChoices({
  encoder,
  spaceId,
  text,
}: {
  encoder: TextEncoder | null;
  spaceId: string | null;
  text: TextChoices | null;
}): void {
  if (encoder && spaceId !== null) {
    throw new RegionaryError(
      "INVALID_INPUT",
      "A model with a text tower has a vector space of its own. Import it without naming one.",
    );
  }
  if (!encoder && text) {
    throw new RegionaryError(
      "INVALID_INPUT",
      "How regions are read, the picture's side and templates can be chosen for models with a text tower only.",
    );
  }
}

async function importedBackbone(db: Database, name: string): Promise<BackboneRow> {
  const [backbone] = await findBackbones(db, name);
  if (backbone) return backbone;
  throw new RegionaryError(
    "NOT_FOUND",
    `There is no imported backbone named "${name}", and no such file. Import it with bin/regionary backbones import, or check the path.`,
  );
}

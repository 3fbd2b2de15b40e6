import { constants } from "node:fs";
import { access, mkdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { isRegionaryError, RegionaryError } from "../../errors";
import { modelSetups, recordImported, type SetupRow } from "../../storage/setup/model-setups";
import { completeWork } from "../../storage/work/change-work";
import type { ServiceContext } from "../context";
import { activateModel } from "../models/activate-model";
import { createVocabulary } from "../vocabularies/create-vocabulary";
import { ANY_HOST, beginHere, UnfitHost } from "../work/host";
import { type ProgressReporter, reportProgress } from "../work/report-progress";
import { catalogueModel } from "./accept-setup";
import type { CatalogueModel } from "./catalogue";
import { checkDisk, freeBytes } from "./check-disk";
import { fetchModelFiles } from "./fetch-model-files";
import { importOnThread } from "./import-on-thread";
import { bytesIn, bytesOf, requireFiles } from "./model-files";
import { setupDirectory } from "./setup-directory";
import { starterVocabularies } from "./starter-vocabularies";

const VOCABULARIES = path.resolve(__dirname, "../../../vocabularies");
const KB = 1_000;

/**
 * Sets a model up: fetches its files or takes those of a folder, imports them, makes vocabularies to begin with, and
 * activates the model. What is done is not done again, wherever an earlier attempt was killed.
 */
export async function runSetup(
  context: ServiceContext,
  id: string,
  signal: AbortSignal,
  free: typeof freeBytes = freeBytes,
): Promise<void> {
  const { db } = context;
  const [asked] = await modelSetups.find(db, [id]);
  if (asked?.modelVersionId === null) await refuseElsewhere(asked);
  const setup = await modelSetups.begin(db, id, beginHere(ANY_HOST));
  if (!setup) return;
  const attempt = { progress: reportProgress(db, id), signal, free };
  const versionId = setup.modelVersionId ?? (await fetchAndImport(context, setup, attempt));
  await rm(setupDirectory(context, id), { recursive: true, force: true });
  await makeVocabularies(context, versionId, attempt);
  await attempt.progress.enter("ACTIVATING");
  signal.throwIfAborted();
  await activateModel(context, versionId);
  await completeWork(db, id, { done: 1, total: 1 });
}

/** A folder is read by the host that has it. */
async function refuseElsewhere({ directory, directoryHost }: SetupRow): Promise<void> {
  if (directory === null) return;
  const isHere =
    directoryHost === os.hostname() &&
    (await access(directory, constants.R_OK).then(
      () => true,
      () => false,
    ));
  if (!isHere)
    throw new UnfitHost(`its files are in ${directory} of ${directoryHost}, which cannot be read here`);
}

interface Attempt {
  readonly progress: ProgressReporter;
  readonly signal: AbortSignal;
  readonly free: typeof freeBytes;
}

/** Returns the id of the model version. */
async function fetchAndImport(context: ServiceContext, setup: SetupRow, attempt: Attempt): Promise<string> {
  const { db } = context;
  const { progress, signal } = attempt;
  const model = catalogueModel(setup.catalogueId);
  const checkpointPath = await filesOf(context, setup, model, attempt);
  await progress.enter("IMPORTING");
  const { name, ...text } = model.settings;
  const request = { name, checkpointPath, heads: null, backbone: null, text: { ...text, fit: null } };
  const importing = importOnThread(context, { id: setup.id, request }, signal);
  const isOurs = setup.directory === null;
  const versionId = await (isOurs ? importing.catch(removeUnusable(checkpointPath)) : importing);
  await recordImported(db, setup.id, versionId);
  return versionId;
}

/** Removes downloads that are no model, or every further try would take them for what is missing; rethrows why. */
const removeUnusable = (downloads: string) => async (error: unknown) => {
  const isUnusable =
    isRegionaryError(error) && (error.code === "INVALID_CHECKPOINT" || error.code === "CHECKPOINT_MISMATCH");
  if (!isUnusable) throw error;
  await rm(downloads, { recursive: true, force: true });
  const message = `${error.message} What was downloaded was removed: asked again, it is all fetched again.`;
  throw new RegionaryError(error.code, message, error.details, { cause: error });
};

/** The directory that has the files of the model, all there and none of them plainly something else. */
async function filesOf(
  context: ServiceContext,
  { id, directory, mirror }: SetupRow,
  model: CatalogueModel,
  { progress, signal, free }: Attempt,
): Promise<string> {
  const { dataDirectory } = context;
  const { convertedBytes } = model;
  const needed = { converted: convertedBytes, stored: convertedBytes };
  if (directory !== null) {
    await requireFiles(model, directory, signal);
    checkDisk({ downloaded: 0, ...needed }, await free(dataDirectory));
    return directory;
  }
  const downloads = setupDirectory(context, id);
  await mkdir(downloads, { recursive: true });
  const bytes = bytesOf(model);
  const missing = Math.max(0, bytes - (await bytesIn(downloads)));
  checkDisk({ downloaded: missing, ...needed }, await free(dataDirectory));
  await progress.enter("DOWNLOADING", Math.ceil(bytes / KB));
  const source = { directory: downloads, mirror: mirror === null ? null : new URL(mirror) };
  const tell = (done: number, total: number) => progress.tell(Math.ceil(done / KB), Math.ceil(total / KB));
  await fetchModelFiles(model, source, tell, signal);
  return downloads;
}

/**
 * Makes the vocabularies, or finds those that are there: the same labels under the same name are the same. Those of
 * everyday words get their vectors now, so that the first photo does not wait for them; those of benchmark sets, which
 * say what was seen in training, when they are first needed.
 */
async function makeVocabularies(
  { db, models, vectorsFor }: ServiceContext,
  versionId: string,
  { progress, signal }: Attempt,
): Promise<void> {
  const starters = await starterVocabularies(VOCABULARIES);
  await progress.enter("MAKING_VOCABULARIES", starters.length);
  const model = await models.byId(versionId);
  for (const [index, starter] of starters.entries()) {
    signal.throwIfAborted();
    const { vocabulary } = await createVocabulary(db, starter);
    const isEveryday = starter.labels.every(({ training }) => training === undefined);
    if (isEveryday) await vectorsFor(vocabulary, model, signal);
    progress.tell(index + 1, starters.length);
  }
}

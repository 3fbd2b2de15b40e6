import os from "node:os";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { parseMirror } from "../../files/download/address";
import type { Database } from "../../storage/database/database";
import { findSetupsOf, modelSetups, type SetupRow } from "../../storage/setup/model-setups";
import { hasEnded } from "../../storage/work/work-states";
import { keyAfter } from "../work/create-or-go-on";
import { requestHashOf } from "../work/request-hash";
import { resumeWork } from "../work/resume-work";
import { CATALOGUE, type CatalogueModel, catalogueModels } from "./catalogue";

interface SetupRequest {
  readonly catalogueId: string;
  /** Has the catalogue's files at the same paths below it. */
  readonly mirror: string | null;
  /** A folder of this host that has the files. */
  readonly directory: string | null;
  /** Whether the person was told terms that nobody has verified, and goes on. */
  readonly acceptsUnverifiedTerms: boolean;
}

/**
 * Accepts the setup of a model: stored with its job before this returns, and completed whatever happens to this
 * process. Where the model is there already, or is being set up from the same place, that setup is the answer; one that
 * failed or was canceled goes on where it stopped.
 */
export async function acceptSetup(db: Database, request: SetupRequest): Promise<SetupRow> {
  const model = catalogueModel(request.catalogueId);
  const known = await findSetupsOf(db, [model.id]);
  const installed = known.get(model.id)?.installed;
  if (installed) return installed;
  if (!model.license.verified && !request.acceptsUnverifiedTerms)
    throw new RegionaryError(
      "INVALID_INPUT",
      `The terms of ${model.title} must be accepted before it is fetched: ${model.license.terms} (${model.page}). Ask again with acceptUnverifiedTerms.`,
    );
  const asked = {
    catalogueId: model.id,
    mirror: request.mirror === null ? null : parseMirror(request.mirror).href,
    directory: request.directory === null ? null : path.resolve(request.directory),
    directoryHost: request.directory === null ? null : os.hostname(),
  };
  const requestHash = requestHashOf(asked);
  const latest = await modelSetups.findLatest(db, requestHash);
  if (latest && !hasEnded(latest.state)) return latest;
  if (latest && latest.state !== "COMPLETED") return (await resumeWork(db, modelSetups, latest.id)).work;
  return modelSetups.create(db, asked, {
    ...{ total: 0, requestHash, idempotencyKey: keyAfter(latest, requestHash) },
  });
}

/** The model of the catalogue that has this id; INVALID_INPUT says which there are. */
export function catalogueModel(id: string): CatalogueModel {
  const model = catalogueModels().find((entry) => entry.id === id);
  if (model) return model;
  const other = CATALOGUE.find((entry) => entry.id === id);
  const how =
    other?.kind === "BY_HAND"
      ? ` ${other.title} cannot be fetched like that. ${other.whatToDo}`
      : other
        ? ` ${other.title} is not a model by itself: bin/regionary fetch ${id}`
        : "";
  const ids = catalogueModels().map((entry) => entry.id);
  throw new RegionaryError(
    "INVALID_INPUT",
    `A model to set up must be one of ${ids.join(", ")}; got "${id.slice(0, 100)}".${how}`,
  );
}

import { activateModelVersion, type ModelVersionRow } from "../../storage/models/model-versions";
import type { ServiceContext } from "../context";
import { notFound } from "../not-found";

/**
 * Makes new predictions with a model version, once it has loaded here: a model that cannot run does
 * not replace one that can. NOT_FOUND if it does not exist.
 */
export async function activateModel(
  context: Pick<ServiceContext, "db" | "models"> & Partial<Pick<ServiceContext, "tell">>,
  id: string,
): Promise<ModelVersionRow> {
  await loadToActivate(context, id);
  const activated = await activateModelVersion(context.db, id);
  if (!activated) throw notFound("model version");
  context.tell?.(`The model ${activated.name}, version ${activated.version}, is active now`);
  return activated;
}

/** Loads what would make a model version's predictions here, were it the active one. NOT_FOUND if it does not exist. */
export async function loadToActivate({ models }: Pick<ServiceContext, "models">, id: string): Promise<void> {
  const model = await models.byId(id);
  await models.loaded((await models.standIn(model)) ?? model);
}

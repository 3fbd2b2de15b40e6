import { activateModelVersion, type ModelVersionRow } from "../../storage/models/model-versions";
import type { ServiceContext } from "../context";
import { notFound } from "../not-found";

/**
 * Makes new predictions with a model version, once it has loaded here: a model that cannot run does
 * not replace one that can. NOT_FOUND if it does not exist.
 */
export async function activateModel(
  { db, models }: Pick<ServiceContext, "db" | "models">,
  id: string,
): Promise<ModelVersionRow> {
  const model = await models.byId(id);
  await models.loaded((await models.standIn(model)) ?? model);
  const activated = await activateModelVersion(db, id);
  if (!activated) throw notFound("model version");
  return activated;
}

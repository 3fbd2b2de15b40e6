import { PRECISIONS } from "../../../inference/stages/encode-layout";
import { encoderHash } from "../../../model/packages/encoder-hash";
import type { Database } from "../../../storage/database/database";
import { listModelVersions } from "../../../storage/models/list-model-versions";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import { allRows } from "../../all-rows";

/** The model versions by the hash of their encode stages, in each precision that a host may run them in; newest first. */
export async function modelsByEncoder(db: Database): Promise<ReadonlyMap<string, ModelVersionRow[]>> {
  const models = await allRows((page) => listModelVersions(db, page));
  const found = new Map<string, ModelVersionRow[]>();
  for (const model of models)
    for (const precision of PRECISIONS) {
      const hash = encoderHash(model.description, precision);
      found.set(hash, [...(found.get(hash) ?? []), model]);
    }
  return found;
}

import path from "node:path";
import { createEngine } from "../../inference/engine/engine";
import { activateModel } from "../../services/models/activate-model";
import { createModelRegistry } from "../../services/models/model-registry";
import type { Workplace } from "../with-database";

/** Activates a model version once an engine in this process has loaded it. */
export async function loadAndActivate(
  { db, config }: Pick<Workplace, "db" | "config">,
  id: string,
): ReturnType<typeof activateModel> {
  const engine = await createEngine(config);
  try {
    const models = createModelRegistry(db, engine, {
      cacheDirectory: path.join(config.dataDirectory, "models"),
      int8: config.int8,
    });
    return await activateModel({ db, models }, id);
  } finally {
    await engine.close();
  }
}

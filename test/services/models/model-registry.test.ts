import type { Engine } from "../../../src/inference/engine/engine";
import { createModelRegistry } from "../../../src/services/models/model-registry";
import { activateModelVersion, addModelVersion } from "../../../src/storage/models/model-versions";
import { storedModel } from "../../helpers/models/stored-model";

describe("the active model", () => {
  const stored = storedModel(0);

  it("changes at once when another process activates another, even while many ask for it", async () => {
    const { db, model } = stored();
    // Finding a model takes no more of an engine.
    const engine = { provider: { requested: "cpu", inUse: "cpu", reason: "" } } as Engine;
    const registry = createModelRegistry(db, engine, { cacheDirectory: "", int8: "auto" });
    const { backboneId, packageHash, description } = model;
    const next = await addModelVersion(db, { name: "next", backboneId, packageHash, description });
    const many = () => Promise.all(Array.from({ length: 20 }, () => registry.active()));
    expect(new Set((await many()).map(({ id }) => id))).toEqual(new Set([model.id]));
    const asking = many(); // a read that began before is no answer for those who ask after
    await activateModelVersion(db, next.model.id);
    expect(new Set((await many()).map(({ id }) => id))).toEqual(new Set([next.model.id]));
    await asking;
    await activateModelVersion(db, model.id);
    expect((await registry.active()).name).toBe("tiny");
  });
});

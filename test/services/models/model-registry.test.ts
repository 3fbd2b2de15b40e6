import type { Engine } from "../../../src/inference/engine/engine";
import { createModelRegistry } from "../../../src/services/models/model-registry";
import {
  activateModelVersion,
  addModelVersion,
  int8VersionIds,
} from "../../../src/storage/models/model-versions";
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

  it("and others have their 8-bit versions looked up together", async () => {
    const { db, model } = stored();
    const { backboneId, packageHash, description } = model;
    const columns = { backboneId, packageHash, description };
    const other = await addModelVersion(db, { name: "other", ...columns });
    const int8 = await addModelVersion(db, { name: "int8", ...columns, float32VersionId: model.id });
    expect(await int8VersionIds(db, [other.model.id, model.id])).toEqual([[], [int8.model.id]]);
    const engine = { provider: { requested: "cpu", inUse: "cpu", reason: "" } } as Engine;
    const registry = createModelRegistry(db, engine, { cacheDirectory: "", int8: "auto" });
    const asked = jest.spyOn(db.pool, "query");
    await Promise.all([model, other.model].map((version) => registry.standIn(version)));
    const lookups = asked.mock.calls.filter(([query]) => JSON.stringify(query).includes("unnest("));
    asked.mockRestore();
    expect(lookups).toHaveLength(1);
  });
});

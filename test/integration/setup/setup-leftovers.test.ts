import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { acceptSetup } from "../../../src/services/setup/accept-setup";
import { runSetup } from "../../../src/services/setup/run-setup";
import { sweepSetups } from "../../../src/services/setup/sweep-setups";
import { deleteWork, endWork } from "../../../src/storage/work/change-work";
import { startTestService, type TestService } from "../../helpers/services/test-service";

describe("what a setup leaves", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ bare: true });
  });
  afterAll(() => service.stop());
  const accept = (directory: string) =>
    acceptSetup(service.app.context.db, {
      ...{ catalogueId: "siglip2-b16-256", mirror: null, directory, acceptsUnverifiedTerms: false },
    });

  it("to hosts that have its folder is left alone by one that cannot read it", async () => {
    const folder = path.join(service.directory, "not there");
    const { id } = await accept(folder);
    await expect(runSetup(service.app.context, id, new AbortController().signal)).rejects.toMatchObject({
      name: "RegionaryError",
      reason: expect.stringMatching(/^its files are in .*not there of .*, which cannot be read here$/),
    });
    await endWork(service.app.context.db, id, "CANCELLED", null);
  });

  it("on the disk stays while it may be gone on with, and is removed once it is deleted", async () => {
    const { context } = service.app;
    const folder = path.join(service.directory, "empty");
    await mkdir(folder);
    const { id } = await accept(folder);
    await endWork(context.db, id, "CANCELLED", null);
    const files = path.join(service.directory, "setups", id);
    await mkdir(files, { recursive: true });
    await writeFile(path.join(files, "model.safetensors.part"), "begun");
    await sweepSetups(context);
    expect(existsSync(files)).toBe(true);
    await deleteWork(context.db, "SETUP", id);
    await sweepSetups(context);
    expect(existsSync(files)).toBe(false);
    await rm(folder, { recursive: true });
  });
});

import { writeFile } from "node:fs/promises";
import path from "node:path";
import { startApp } from "../../../src/app";
import { readConfig } from "../../../src/config";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { startTestService } from "../../helpers/services/test-service";

describe("a service that cannot start", () => {
  const directory = directoryPerTest();

  it("says if its port is in use, and leaves nothing running", async () => {
    const first = await startTestService({ bare: true });
    try {
      const config = readConfig({
        DATABASE_URL: first.databaseUrl,
        REGIONARY_DATA_DIR: directory(),
        REGIONARY_PORT: new URL(first.url).port,
        REGIONARY_PROVIDER: "cpu",
      });
      await expect(startApp(config, () => undefined)).rejects.toMatchObject({
        code: "INVALID_CONFIGURATION",
        message: expect.stringMatching(/^Port \d+ of 127\.0\.0\.1 is in use.*REGIONARY_PORT/),
      });
    } finally {
      await first.stop(); // fails where connections were left open
    }
  });

  it("says if its data directory cannot be used", async () => {
    const file = path.join(directory(), "file");
    await writeFile(file, "");
    const config = readConfig({ REGIONARY_DATA_DIR: file, REGIONARY_PORT: "0" });
    await expect(startApp(config, () => undefined)).rejects.toMatchObject({
      code: "INVALID_CONFIGURATION",
      message: expect.stringContaining("Set REGIONARY_DATA_DIR"),
    });
  });
});

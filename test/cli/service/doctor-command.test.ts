import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { runCli } from "../run-cli";

describe("regionary doctor", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it("names every provider, what will be used, and the database", async () => {
    const { code, out } = await runCli(["doctor"], {
      env: { DATABASE_URL: database.url, REGIONARY_PROVIDER: "cpu" },
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^cpu: works$/m);
    for (const provider of ["cuda", "tensorrt", "webgpu"])
      expect(out).toMatch(new RegExp(`^${provider}: (works|no\\. .+)$`, "m"));
    expect(out).toMatch(/^NVIDIA GPU: .+$/m);
    for (const name of ["CUDA", "TensorRT"]) {
      expect(out).toMatch(new RegExp(`^${name}: ONNX Runtime's library is (there|not there; .+)$`, "m"));
      expect(out).toMatch(new RegExp(`^${name} needs from the machine: missing .+; found .+$`, "m"));
    }
    expect(out).toContain("Will be used (REGIONARY_PROVIDER is cpu): cpu");
    expect(out).toMatch(/^Database: PostgreSQL \d+/m);
  });
});

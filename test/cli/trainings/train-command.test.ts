import { storeColorSet } from "../../helpers/pictures/labeled-colors";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { runCli } from "../run-cli";

describe("regionary train", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
    await storeColorSet(service, "colors", 30);
    await service.app.stop(); // so that the command does the work
  });
  afterAll(() => service.stop());
  const train = (options: readonly string[], onWarn?: (line: string) => void) =>
    runCli(["train", "--set", "colors", "--backbone", "tiny", "--name", "cli", ...options], {
      onWarn,
      env: {
        DATABASE_URL: service.databaseUrl,
        REGIONARY_DATA_DIR: service.directory,
        REGIONARY_PROVIDER: "cpu",
        REGIONARY_THREADS: "1",
      },
    });
  const tiny = ["--batch", "4", "--epochs", "4", "--heads", "2", "--channel-dim", "8", "--threads", "1"];

  test("trains to the end, reports what it does, and says what it made", async () => {
    const { code, out, err } = await train(tiny);
    expect(err).toContain("searching for the best epoch");
    expect(err).toMatch(/epoch 4: F1@5 \d\.\d{4}, loss \d+\.\d{4}[^\n]*\nfine-tuning/);
    expect(out.split("\n")).toEqual([
      "Trained: cli, version 1",
      "It is not active: bin/regionary models activate cli@1",
    ]);
    expect(code).toBe(0);
  });

  test("stops at Ctrl-C, and the same command continues", async () => {
    const longer = [...tiny, "--name", "stopped", "--seed", "2"];
    const stopped = await train(longer, (line) => {
      if (line === "searching for the best epoch") process.emit("SIGINT");
    });
    expect(stopped.code).toBe(130);
    expect(stopped.err).toContain("Run the same command again to go on");
    const { code, out, err } = await train(longer);
    expect(err).toContain("Going on with the training that was stopped");
    expect(out).toContain("Trained: stopped, version 1");
    expect(code).toBe(0);
  });

  test("refuses options that the recipe does not have, a head and a set that do not exist", async () => {
    expect(await train(["--recipe", "official", "--epochs", "3"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("takes no options"),
    });
    expect((await train(["--kind", "cubic"])).err).toContain('The head must be biam or linear; got "cubic".');
    expect((await train(["--set", "none"])).err).toBe(
      'There is no benchmark set "none". There are: "colors".',
    );
  });
});

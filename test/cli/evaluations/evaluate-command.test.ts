import { openDatabase } from "../../../src/storage/database/open-database";
import { storeFeatureSet } from "../../helpers/evaluations/stored-evaluations";
import { storeModelAndImages } from "../../helpers/services/stored-batches";
import { cliWorkplace } from "../workplace";

describe("regionary evaluate", () => {
  const workplace = cliWorkplace();
  beforeAll(async () => {
    const stored = await storeModelAndImages(workplace.url, 0);
    await storeFeatureSet(stored, { name: "features", count: 600 });
    await stored.db.close();
  });
  const evaluate = (...options: string[]) =>
    workplace.run(["evaluate", "features", "--model", "tiny", "--k", "1", ...options]);

  test("prints the main figures of a model on a set", async () => {
    const { code, out, err } = await evaluate("--resamples", "0");
    expect(code).toBe(0);
    const [bound, ...progress] = err.split("\n");
    expect(bound).toContain('takes vectors of the space "given" from now on');
    expect(progress.join("\n")).toMatch(/^(\d+\/600 images\n)*600\/600 images$/);
    expect(out).toContain("Protocol custom, 600 images");
    expect(out).toMatch(/mAP, macro \(5 classes, 0 empty left out\)/);
  });

  test("goes on with the same command after Ctrl-C, to the report of a run that was not stopped", async () => {
    const db = openDatabase(workplace.url);
    const stopWithProgress = async () => {
      for (;;) {
        const work = await db.prisma.work.findFirst({
          where: { evaluationRun: { resamples: 7 }, state: "RUNNING" },
        });
        if (work && work.done > 0) break;
      }
      process.emit("SIGINT");
    };
    const [stopped] = await Promise.all([evaluate("--resamples", "7", "--json"), stopWithProgress()]);
    expect(stopped).toMatchObject({ code: 130, out: "" });
    expect(stopped.err).toMatch(
      /(^|\n)Run the same command again to go on where this one stopped\.\nStopped\.$/,
    );
    const [cut] = await db.prisma.work.findMany({ where: { evaluationRun: { resamples: 7 } } });
    expect(cut).toMatchObject({ state: "CANCELLED" });
    expect(cut?.done).toBeLessThan(600);

    const whole = await evaluate("--resamples", "7", "--json");
    expect(whole.code).toBe(0);
    expect(await db.prisma.evaluationRun.count({ where: { resamples: 7 } })).toBe(1);
    await db.prisma.evaluationRun.deleteMany({ where: { resamples: 7 } });
    expect((await evaluate("--resamples", "7", "--json")).out).toBe(whole.out);
    await db.close();
  });

  test("names what does not exist, and what does", async () => {
    const { code, err } = await workplace.run(["evaluate", "nothing"]);
    expect(code).toBe(1);
    expect(err).toContain('There is no benchmark set "nothing". There are: "features".');
  });
});

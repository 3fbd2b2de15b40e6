import { readFile } from "node:fs/promises";
import path from "node:path";
import { openDatabase } from "../../../src/storage/database/open-database";
import { figuresOf } from "../../helpers/evaluations/figures-of";
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
    const again = await evaluate("--resamples", "7", "--json");
    expect(figuresOf(again.out)).toBe(figuresOf(whole.out));
    await db.close();
  });

  test("prints a document that says by itself what was measured, and where the run is found", async () => {
    const { out } = await evaluate("--resamples", "0");
    const [, id, page] = /Run (\S+), while the service runs:\n {2}page {4}(\S+)/.exec(out)!;
    expect(page).toBe(`http://127.0.0.1:4000/evaluations/${id}/report.html`);
    const { about, sections } = JSON.parse((await evaluate("--resamples", "0", "--json")).out);
    expect(about).toMatchObject({
      run: { id, protocol: "custom", ks: [1], resamples: 0, finishedAt: expect.stringMatching(/^\d{4}-/) },
      modelVersion: { name: "tiny", version: 1 },
      benchmarkSet: { name: "features", imageCount: 600 },
    });
    expect(about.labels).toHaveLength(5);
    expect(about.pictures).toHaveLength(600);
    expect(about.pictures[7]).toBe("item 7");
    expect(sections[0].perClass.map((label: { class: number }) => label.class)).toEqual([0, 1, 2, 3, 4]);
  });

  test("writes the run as one page, and says before it measures where it cannot", async () => {
    const file = path.join(workplace.directory, "run.html");
    expect(await evaluate("--resamples", "0", "--html", file)).toMatchObject({ code: 0 });
    const page = await readFile(file, "utf8");
    expect(page).toContain("<title>tiny, version 1, on features</title>");
    expect(page).toContain("All labels (none is marked as seen in training)");
    expect(page.match(/data:image\/svg\+xml;base64,/g)).toHaveLength(3);
    expect(page).not.toMatch(/(src|href)="(?!data:)/);
    expect(await evaluate("--html", path.join(workplace.directory, "none", "run.html"))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/run\.html \(--html\) cannot be written: there is no such folder\.$/),
    });
    expect((await evaluate("--html", workplace.directory)).err).toMatch(/: it is a folder\.$/);
  });

  describe("of what was run", () => {
    const listed = async (...noun: string[]) => {
      const { out, code } = await workplace.run([...noun, "--json"]);
      expect(code).toBe(0);
      return JSON.parse(out);
    };

    test("lists runs, models, backbones, trainings and work as JSON with GraphQL's names, and ids of the API", async () => {
      const runs = await listed("evaluations", "list");
      const { out } = await evaluate("--resamples", "0");
      expect(runs).toContainEqual(
        expect.objectContaining({
          id: /Run (\S+),/.exec(out)![1],
          ...{ kind: "EVALUATION", state: "COMPLETED", done: 600, total: 600, protocol: "CUSTOM", ks: [1] },
          modelVersion: { id: expect.any(String), name: "tiny", version: 1 },
          benchmarkSet: { id: expect.any(String), name: "features" },
        }),
      );
      expect(await listed("work", "list")).toHaveLength(runs.length);
      expect(await listed("work", "list", "--unfinished")).toEqual([]);
      expect(await listed("models", "list")).toMatchObject([{ name: "tiny", active: true, family: "biam" }]);
      expect(await listed("backbones", "list")).toMatchObject([
        { contentHash: expect.stringMatching(/^\w{64}$/) },
      ]);
      expect(await listed("benchmarks", "list")).toMatchObject([
        { name: "features", kind: "FEATURES", format: "HDF5_FEATURES", complete: true, imageCount: 600 },
      ]);
      expect(await listed("trainings", "list")).toEqual([]);
      expect((await workplace.run(["trainings", "list"])).out).toBe(
        "No trainings yet: bin/regionary train --help",
      );
    });

    test("shows people the same as a table", async () => {
      const { out } = await workplace.run(["evaluations", "list"]);
      expect(out).toMatch(/^MODEL +SET +K +STATE +DONE +ACCEPTED +ID\n/);
      expect(out).toMatch(/\ntiny@1 +features +1 +completed +600\/600 +\d{4}-\d\d-\d\d \d\d:\d\d +\S+$/);
    });

    test("follows work to its end, and cannot cancel what has ended", async () => {
      const [run] = await listed("evaluations", "list");
      const { out, code } = await workplace.run(["work", "follow", run.id]);
      expect(out).toMatch(/^1 queued 0\/600\n(.*\n)*\d+ completed reducing 600\/600$/);
      expect(code).toBe(0);
      expect(await workplace.run(["work", "cancel", run.id])).toMatchObject({
        code: 1,
        err: "The evaluation run has ended already: it is COMPLETED.",
      });
      expect(await workplace.run(["trainings", "cancel", run.id])).toMatchObject({
        code: 1,
        err: `This is the id of an evaluation run: bin/regionary work cancel ${run.id}`,
      });
      const [model] = await listed("models", "list");
      expect((await workplace.run(["work", "cancel", model.id])).err).toBe(
        "The id must be one of work; got one of ModelVersion.",
      );
    });

    test("compares two runs, for people and as a document", async () => {
      const runs = await listed("evaluations", "list");
      const ids = runs.slice(0, 2).map(({ id }: { id: string }) => id);
      const { code, out } = await workplace.run(["compare", ...ids]);
      expect(code).toBe(0);
      expect(out).toContain(`On features: first tiny@1 (${ids[0]}), second tiny@1 (${ids[1]})`);
      expect(out).toMatch(/mAP, macro +\d+\.\d\d +\d+\.\d\d +0\.00 ± 0\.00 +1\.000/);
      expect(out).toContain("All labels (none is marked as seen in training), in percent:");
      expect(out).toContain("No label's AP differs by more than chance (of 5).");
      const { sections } = JSON.parse((await workplace.run(["compare", ...ids, "--json"])).out);
      expect(sections[0].perClass).toHaveLength(5);
      expect(sections[0].perClass[0]).toMatchObject({ label: expect.any(String), class: 0, difference: 0 });
      expect((await workplace.run(["compare", "x", ids[0]])).err).toBe('"x" is not an id of this service.');
    });

    test("keeps the active model, and says what to do", async () => {
      expect(await workplace.run(["models", "delete", "tiny@1"])).toMatchObject({
        code: 1,
        err: expect.stringContaining("Activate another first, then delete it."),
      });
    });
  });

  test("names what does not exist, and what does", async () => {
    const { code, err } = await workplace.run(["evaluate", "nothing"]);
    expect(code).toBe(1);
    expect(err).toContain('There is no benchmark set "nothing". There are: "features".');
  });
});

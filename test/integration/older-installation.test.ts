import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { figuresOf } from "../helpers/evaluations/figures-of";
import { eventually } from "../helpers/eventually";
import {
  type Installation,
  installationAt,
  type Landmarks,
  readComputed,
  readContinued,
  readStored,
} from "../helpers/installations/installation-facts";
import { installationNames, installationPath } from "../helpers/installations/restore-installation";
import { mutate } from "../helpers/services/service-steps";
import { startTestService, type TestService } from "../helpers/services/test-service";
import { backboneId } from "../helpers/trainings/training-steps";

// biome-ignore lint/suspicious/noExplicitAny: facts are of the shape of their queries
type Anything = any;

/** What the older version's clients saw, and what became of its work under way when it went on by itself. */
interface Facts {
  readonly machine: { readonly processor: string; readonly onnxruntime: string };
  readonly landmarks: Landmarks;
  readonly atKill: Anything;
  readonly stored: Anything;
  readonly computed: Anything;
  readonly continued: Anything;
  /** SHA-256 of each run's report as it is downloaded. */
  readonly reports: Readonly<Record<string, string>>;
  /** SHA-256 of the vectors of each vocabulary, NAME@VERSION. */
  readonly vectors: Readonly<Record<string, string>>;
  readonly sentAgain: Readonly<Record<"complete" | "underWay", Record<string, Record<string, unknown>>>>;
}

/** Things of a list without its order, which may differ for those of one millisecond. */
const byId = (things: Anything) =>
  Array.isArray(things) ? [...things].sort((a, b) => (a.id < b.id ? -1 : 1)) : things;

describe.each(installationNames())(
  "an installation of version %s, killed and then started by this version",
  (name) => {
    const file = path.join(installationPath(name), "facts.json");
    const facts: Facts = JSON.parse(readFileSync(file, "utf8"));
    const { landmarks, atKill, stored, computed, continued, reports, vectors, sentAgain } = facts;
    const { underWay } = landmarks;
    let service: TestService;
    let installation: Installation;
    let ended: Anything;

    beforeAll(async () => {
      service = await startTestService({ installation: name });
      installation = installationAt(service.url);
      const allEnded = async () => {
        const works: { state: string }[] = Object.values(await installation.ask(STATES, { ...underWay }));
        return works.every(({ state }) => /COMPLETED|FAILED/.test(state));
      };
      await eventually("all that was under way has ended", allEnded, { patienceMs: 90_000, everyMs: 20 });
      ended = await readContinued(installation, landmarks);
    });
    afterAll(() => service.stop());

    /** An input as the schema has it today: backbones were named. */
    const asToday = async ({ backbone, ...input }: Record<string, unknown>) =>
      backbone ? { ...input, backboneId: await backboneId(service, String(backbone)) } : input;
    const download = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
    const reportHash = async (id: string) => {
      const { run } = await installation.ask(
        "query ($id: ID!) { run: evaluationRun(id: $id) { reportUrl } }",
        {
          id,
        },
      );
      return sha256(Buffer.from(figuresOf((await download(run.reportUrl)).toString())));
    };

    describe("keeps", () => {
      let kept: Anything;
      beforeAll(async () => {
        kept = await readStored(installation, landmarks);
      });

      it.each(Object.keys(stored))("what clients knew about its %s", (noun) => {
        expect(byId(kept[noun])).toEqual(byId(stored[noun]));
      });

      it("a person's images apart from those that only an import stored", async () => {
        const { list } = await installation.ask("{ list: images(first: 100) { edges { node { name } } } }");
        const names = stored.images.map((image: Anything) => image.name);
        expect(list.edges.map(({ node }: Anything) => node.name)).toEqual(
          names.filter((name: string | null) => !/^picture /.test(name ?? "")),
        );
      });

      it("the bytes of its pictures", async () => {
        const few = stored.images.filter(({ name }: Anything) => !/^(picture .*|damaged.png)$/.test(name));
        for (const { id, sha256: hash } of few) {
          const { image } = await installation.ask("query ($id: ID!) { image(id: $id) { url } }", { id });
          expect(sha256(await download(image.url))).toBe(hash);
        }
      });

      it("the bytes of its reports", async () => {
        for (const { id, state } of stored.evaluationRuns)
          if (state === "COMPLETED") expect(await reportHash(id)).toBe(reports[id]);
      });

      it("the vectors of its labels", async () => {
        const { rows } = await service.app.context.db.pool.query<{ name: string; hash: string }>(
          `SELECT "name" || '@' || "version" AS name, encode(sha256("vectors"), 'hex') AS hash
           FROM "Vocabulary" JOIN "LabelVectors" ON "vocabularyId" = "id"`,
        );
        expect(Object.fromEntries(rows.map(({ name, hash }) => [name, hash]))).toEqual(vectors);
      });

      it("which vectors its models take: those they were trained or used with", async () => {
        const { data } = await service.query(
          "{ modelVersions(first: 20) { edges { node { name space { name kind } } } } }",
        );
        const spaces = data.modelVersions.edges.map(({ node }: Anything) => [node.name, node.space]);
        const tiny = { name: "tiny", kind: "WORDS" };
        expect(Object.fromEntries(spaces)).toEqual({
          ...{ tiny, other: tiny, "tiny-int8": tiny, trained: tiny, resumed: tiny },
        });
      });

      it("no other model than its own", () => {
        expect(service.log.join("\n")).not.toContain("Brought");
      });
    });

    it("computes the same from it as the older version did", async () => {
      expect(await readComputed(installation, landmarks)).toEqual(near(computed, 3));
    });

    describe.each(["batch", "standInBatch"])("completes the %s that was under way", (kind) => {
      const recorded = continued[kind];

      it("with the labels that the older version gave its images", () => {
        const { sequence, finishedAt, events, predictions, ...batch } = ended[kind];
        expect(recorded).toMatchObject(batch);
        expect(batch.state).toBe("COMPLETED");
        const labels = (each: Anything) => {
          const scores: [number, number][] = each.labels.map(({ score, label }: Anything) => [
            label.position,
            score,
          ]);
          return { image: each.image.id, scores: scores.sort(([one], [other]) => one - other) };
        };
        expect(predictions.map(labels)).toEqual(near(recorded.predictions.map(labels), 2));
      });

      it("without gaps in its events, which report each prediction once", () => {
        const { events, predictions, total } = ended[kind];
        const told = events.flatMap((event: Anything) => event.predictions.map(({ id }: Anything) => id));
        expect(told.sort()).toEqual(predictions.map(({ id }: Anything) => id).sort());
        expectContinued(events, recorded.events, kind === "batch" ? atKill.batch.sequence : 0);
        expect(events.at(-1)).toMatchObject({ completed: total, failed: 0 });
      });
    });

    it("does not repeat a prediction that was made before the kill", () => {
      const done = ({ predictions }: Anything) =>
        predictions.filter(({ id }: Anything) => atKill.batch.done.includes(id));
      expect(done(ended.batch)).toEqual(done(continued.batch));
    });

    it("completes the evaluation that was under way without measuring a shard again", () => {
      const { sequence, finishedAt, imagesPerSecond, events, report, ...run } = ended.run;
      expect(continued.run).toMatchObject(run);
      expect(run).toMatchObject({ state: "COMPLETED", imagesDone: run.total });
      expect(report).toEqual(near(continued.run.report, 2));
      expectContinued(events, continued.run.events, atKill.run.sequence);
      for (const { imagesDone } of events.slice(atKill.run.sequence))
        expect(imagesDone).toBeGreaterThanOrEqual(atKill.run.imagesDone);
    });

    it("completes the training that was under way from its last checkpoint", async () => {
      const { sequence, finishedAt, events, modelVersion, progress, regions, report, ...training } =
        ended.training;
      expect(continued.training).toMatchObject(training);
      expect(training.state).toBe("COMPLETED");
      expect(report).toEqual(near(continued.training.report, 1));
      expect(regions).toEqual(near(continued.training.regions, 1));
      expectContinued(events, continued.training.events, atKill.training.sequence);
      for (const { progress: at } of events.slice(atKill.training.sequence))
        if (at?.phase !== "PREPARING") expect(at.step).toBeGreaterThan(atKill.training.checkpointStep);
      const trained = (await installation.list("modelVersions")).find(({ id }) => id === modelVersion.id);
      expect(trained).toMatchObject({ name: training.name, version: 1, active: false, training: { report } });
    });

    // Elsewhere the last bits may differ.
    (isMachineOf(facts) ? it : it.skip)(
      "ends, on a machine like the one that began, with the same bytes",
      async () => {
        expect(await reportHash(underWay.run)).toBe(reports[underWay.run]);
        expect(ended.training.regions).toEqual(continued.training.regions);
        const scores = ({ predictions }: Anything) => predictions.map(({ labels }: Anything) => labels);
        expect(scores(ended.batch)).toEqual(scores(continued.batch));
        expect(scores(ended.standInBatch)).toEqual(scores(continued.standInBatch));
      },
    );

    it("answers a repeated request with the work that it started", async () => {
      const accepted = {
        predict: "... on AcceptedPredictionBatch { work: batch { id } }",
        runEvaluation: "... on AcceptedEvaluationRun { work: run { id } }",
        trainModel: "... on AcceptedTraining { work: training { id } }",
      };
      const kinds = { predict: "batch", runEvaluation: "run", trainModel: "training" } as const;
      const began = new Set(Object.keys(stored.events));
      for (const [mutation, fields] of Object.entries(accepted)) {
        const again = await mutate(service, mutation, await asToday(sentAgain.underWay[mutation]!), fields);
        expect(again).toMatchObject({ work: { id: underWay[kinds[mutation as keyof typeof kinds]] } });
        const complete = await mutate(
          service,
          mutation,
          await asToday(sentAgain.complete[mutation]!),
          fields,
        );
        expect(began).toContain(complete.work?.id);
      }
    });

    it("leaves no job and no files of the training", async () => {
      await eventually("nothing is left", async () => {
        const { rows } = await service.app.context.db.pool.query("SELECT FROM graphile_worker.jobs");
        const trainings = await readdir(path.join(service.directory, "trainings"));
        return rows.length === 0 && trainings.length === 0;
      });
    });

    it("resumes an evaluation that was canceled", async () => {
      const { id } = stored.evaluationRuns.find(({ state }: Anything) => state === "CANCELLED");
      const resume = `mutation ($id: ID!) { resumeEvaluation(input: { id: $id }) { __typename } }`;
      expect(await installation.ask(resume, { id })).toEqual({
        resumeEvaluation: { __typename: "ResumedEvaluationRun" },
      });
      const events = await installation.events("run", id);
      expect(events.at(-1)).toMatchObject({ state: "COMPLETED", imagesDone: 200 });
    });
  },
);

const STATES = `query ($batch: ID!, $standInBatch: ID!, $run: ID!, $training: ID!) {
  batch: predictionBatch(id: $batch) { state } standInBatch: predictionBatch(id: $standInBatch) { state }
  run: evaluationRun(id: $run) { state } training: training(id: $training) { state } }`;

/** Events begin with those that the older version wrote, and go on without a gap to one last one. */
function expectContinued(events: Anything[], recorded: Anything[], written: number): void {
  expect(events.slice(0, written)).toEqual(recorded.slice(0, written));
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  expect(events.flatMap(({ state }, at) => (state === "COMPLETED" ? [at] : []))).toEqual([events.length - 1]);
}

/** A value whose numbers may differ behind so many decimals. */
function near(value: Anything, decimals: number): Anything {
  if (typeof value === "number") return expect.closeTo(value, decimals);
  if (Array.isArray(value)) return value.map((each) => near(each, decimals));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, near(each, decimals)]));
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function isMachineOf({ machine }: Facts): boolean {
  const { version } = require("onnxruntime-node/package.json");
  return machine.processor === os.cpus()[0]?.model.trim() && machine.onnxruntime === version;
}

import { createHash } from "node:crypto";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { takeUpFiles } from "../../../../src/services/work/files/take-up-files";
import { recordEvaluationShard } from "../../../../src/storage/evaluations/evaluation-shards";
import {
  beginEvaluation,
  storeEvaluation,
  storeFeatureSet,
} from "../../../helpers/evaluations/stored-evaluations";
import { directoryPerTest } from "../../../helpers/files/directory-per-test";
import { storedModel } from "../../../helpers/models/stored-model";

const SHARDS = ["first", "second", "damaged"];
const hashOf = (content: string) => createHash("sha256").update(content).digest("hex");

describe("shards that an older version kept in files", () => {
  const stored = storedModel(0);
  const directory = directoryPerTest();
  const evaluations = (...names: string[]) => path.join(directory(), "evaluations", ...names);
  const write = async (content: string, hash = hashOf(content)) => {
    await mkdir(evaluations(hash.slice(0, 2)), { recursive: true });
    await writeFile(evaluations(hash.slice(0, 2), hash), content);
  };
  const takeUp = (lines: string[] = []) =>
    takeUpFiles(stored().db, { dataDirectory: directory(), log: (line) => lines.push(line) });
  const has = (content: string) => stored().db.blobs.has(hashOf(content));

  beforeAll(async () => {
    const set = await storeFeatureSet(stored(), { name: "features", count: 15 });
    const run = await storeEvaluation(stored(), set, 5);
    await beginEvaluation(stored().db, run.id);
    for (const [position, content] of SHARDS.entries()) {
      const shard = { position, blobHash: hashOf(content), images: 5, imagesPerSecond: 1 };
      await recordEvaluationShard(stored().db, run.id, shard);
    }
  });

  it("are stored once if a run has recorded them, and nothing is left of the files", async () => {
    for (const content of [...SHARDS.slice(0, 2), "of no run"]) await write(content);
    await write("not what its name says", hashOf("damaged"));
    await writeFile(evaluations("01931b6e-0000-7000-8000-000000000000-3.part"), "unfinished");
    const lines: string[] = [];
    await takeUp(lines);
    expect(lines).toEqual(["Moving 5 files of evaluations into the database, once"]);
    expect(await Promise.all(["first", "second", "of no run", "damaged"].map(has))).toEqual([
      ...[true, true, false, false],
    ]);
    expect(await readdir(directory())).toEqual(["database-id"]);
    await takeUp(lines);
    expect(lines).toHaveLength(1);
  });

  it("stay if others put something among them, or if the directory belongs to another database", async () => {
    await write("first");
    await writeFile(evaluations("notes.txt"), "not ours");
    await writeFile(path.join(directory(), "database-id"), "another");
    await takeUp();
    expect(await readdir(evaluations())).toHaveLength(2);
    await writeFile(path.join(directory(), "database-id"), "");
    await takeUp();
    expect(await readdir(evaluations())).toEqual(["notes.txt"]);
  });
});

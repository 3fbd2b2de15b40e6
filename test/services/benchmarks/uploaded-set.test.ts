import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { acceptUploadedSet } from "../../../src/services/benchmarks/uploaded/accept-import";
import { runUploadedImport } from "../../../src/services/benchmarks/uploaded/run-import";
import { appendPart } from "../../../src/services/uploads/append-part";
import { startUpload } from "../../../src/services/uploads/start-upload";
import { resumeWork } from "../../../src/services/work/resume-work";
import { benchmarkImports } from "../../../src/storage/benchmarks/benchmark-imports";
import { findBenchmarkSetByName } from "../../../src/storage/benchmarks/benchmark-sets";
import {
  addUploadPart,
  deleteUpload,
  findUploads,
  forgetOldUploads,
} from "../../../src/storage/uploads/uploads";
import { endWork } from "../../../src/storage/work/change-work";
import { resumeJobs } from "../../../src/storage/work/work-jobs";
import { writeZip } from "../../helpers/files/write-zip";
import { storedModel } from "../../helpers/models/stored-model";
import { picture } from "../../helpers/pictures/pictures";

const MIB = 1024 * 1024;
const READING = {
  format: null,
  unlisted: "ABSENT",
  zero: null,
  skipMissing: false,
  skipBroken: false,
} as const;

describe("a benchmark set that is imported from an upload", () => {
  const stored = storedModel(0);
  let dataDirectory = "";
  beforeAll(async () => {
    dataDirectory = await mkdtemp(path.join(tmpdir(), "regionary-test-"));
  });
  afterAll(() => rm(dataDirectory, { recursive: true }));
  const run = (id: string, signal = new AbortController().signal) =>
    runUploadedImport({ db: stored().db, dataDirectory }, id, signal);
  const archive = async (count: number) => {
    const names = Array.from({ length: count }, (_, n) => `${n}.png`);
    const pictures = await Promise.all(names.map((_, n) => picture(n)));
    const labels = Object.fromEntries(names.map((name, n) => [name, [n % 2 ? "dog" : "cat"]]));
    return writeZip([
      ["set/labels.json", Buffer.from(JSON.stringify(labels))],
      ...names.map((name, n) => [`set/${name}`, pictures[n]!] as const),
    ]);
  };
  const uploaded = async (bytes: Buffer) => {
    const { db } = stored();
    const { id } = await startUpload(db, { name: "set.zip", sizeBytes: bytes.length });
    await appendPart(db, id, 0, bytes);
    return id;
  };
  const accept = (name: string, uploadId: string) =>
    acceptUploadedSet(stored().db, { name, uploadId, reading: READING });
  const work = async (id: string) => (await benchmarkImports.find(stored().db, [id]))[0]!;

  it("has the pictures and labels of the archive, of which nothing is kept", async () => {
    const { db } = stored();
    const uploadId = await uploaded(await archive(3));
    const { id } = await accept("pets", uploadId);
    await run(id);
    const set = await findBenchmarkSetByName(db, "pets");
    expect(set).toMatchObject({ format: "image-folder", total: 3, stored: 3, labelKeys: ["cat", "dog"] });
    expect(await work(id)).toMatchObject({ state: "COMPLETED", done: 3, total: 3, setId: set!.id });
    expect(await findUploads(db, [uploadId])).toEqual([]);
    expect(await readdir(path.join(dataDirectory, "imports"))).toEqual([]);
    // The answer may have been lost: the same request gives the same work.
    expect(await accept("pets", uploadId)).toMatchObject({ id });
  });

  it("goes on after the last stored image when it was interrupted", async () => {
    const { db } = stored();
    const { id } = await accept("interrupted", await uploaded(await archive(200)));
    const stopping = new AbortController();
    const looking = setInterval(async () => {
      const { phase, done } = await work(id);
      if (phase === "STORING" && done > 0) stopping.abort(new Error("kill"));
    }, 5);
    await expect(run(id, stopping.signal).finally(() => clearInterval(looking))).rejects.toThrow("kill");
    const half = await findBenchmarkSetByName(db, "interrupted");
    expect(half!.stored).toBeGreaterThan(0);
    expect(half!.contentHash).toBeNull();
    await run(id);
    expect(await findBenchmarkSetByName(db, "interrupted")).toMatchObject({ id: half!.id, stored: 200 });
    expect(await work(id)).toMatchObject({ state: "COMPLETED", done: 200 });
  });

  it("begins anew where an attempt was killed while it unpacked", async () => {
    const { id } = await accept("killed", await uploaded(await archive(1)));
    const left = path.join(dataDirectory, "imports", id, "set");
    await mkdir(left, { recursive: true });
    await writeFile(path.join(left, "half.png"), "of a picture");
    await run(id);
    expect(await work(id)).toMatchObject({ state: "COMPLETED", done: 1, total: 1 });
  });

  it("keeps the upload that it needs", async () => {
    const { db } = stored();
    const uploadId = await uploaded(await archive(1));
    const { id } = await accept("needing", uploadId);
    await expect(deleteUpload(db, uploadId)).rejects.toMatchObject({ code: "CONFLICT" });
    await endWork(db, id, "CANCELLED", null);
    expect(await deleteUpload(db, uploadId)).toBe(true);
  });

  it("is refused under a name that is taken, or before all of it was sent", async () => {
    const { db } = stored();
    const bytes = await archive(2);
    const first = await accept("taken", await uploaded(bytes));
    const other = await uploaded(bytes);
    await expect(accept("taken", other)).rejects.toMatchObject({ code: "CONFLICT" });
    await run(first.id);
    await expect(accept("taken", other)).rejects.toThrow("There is a benchmark set");
    const { id } = await startUpload(db, { name: "half.zip", sizeBytes: 10 });
    await expect(accept("half", id)).rejects.toThrow("0 of 10 bytes");
  });

  it("says what is wrong in the archive without saying where it was unpacked", async () => {
    const { db } = stored();
    const labels = Buffer.from(JSON.stringify({ "missing.png": ["cat"] }));
    const { id } = await accept("wrong", await uploaded(writeZip([["labels.json", labels]])));
    const failed = run(id);
    await expect(failed).rejects.toThrow(/labels\.json.*1 of 1 images are not in the archive/);
    await expect(failed).rejects.not.toThrow(dataDirectory);
    expect(await findBenchmarkSetByName(db, "wrong")).toBeNull();
  });

  it("can be resumed while the upload is kept", async () => {
    const { db } = stored();
    const uploadId = await uploaded(await archive(2));
    const { id } = await accept("canceled", uploadId);
    await endWork(db, id, "CANCELLED", null);
    expect((await resumeWork(db, benchmarkImports, id)).work.state).toBe("QUEUED");
    await endWork(db, id, "CANCELLED", null);
    await db.pool.query(`UPDATE "Upload" SET "changedAt" = now() - interval '4 days' WHERE "id" = $1`, [
      uploadId,
    ]);
    await forgetOldUploads(db);
    await expect(resumeWork(db, benchmarkImports, id)).rejects.toThrow("upload it again");
  });

  it("has a job again after a start of the service, unlike that of a command", async () => {
    const { db } = stored();
    const { id } = await accept("jobless", await uploaded(await archive(1)));
    const accepted = { total: 1, requestHash: "command", idempotencyKey: null };
    const command = await benchmarkImports.create(db, { name: "command" }, accepted, { madeBy: "caller" });
    const jobsOf = async () =>
      (await db.pool.query<{ key: string }>("SELECT key FROM graphile_worker.jobs")).rows.map(
        ({ key }) => key,
      );
    await db.pool.query("DELETE FROM graphile_worker._private_jobs");
    await resumeJobs(db, ["BENCHMARK_IMPORT"]);
    const keys = await jobsOf();
    expect(keys).toContain(`work:${id}`);
    expect(keys).not.toContain(`work:${command.id}`);
  });
});

describe("an upload in parts", () => {
  const stored = storedModel(0);

  it("takes the parts in their order, and each once", async () => {
    const { db } = stored();
    const [first, second] = [Buffer.alloc(MIB, 1), Buffer.alloc(5, 2)];
    const { id } = await startUpload(db, { name: "set.zip", sizeBytes: MIB + 5 });
    await expect(appendPart(db, id, MIB, second)).rejects.toMatchObject({
      ...{ code: "CONFLICT", details: { receivedBytes: 0 } },
    });
    expect(await appendPart(db, id, 0, first)).toMatchObject({ receivedBytes: MIB });
    expect(await appendPart(db, id, 0, first)).toMatchObject({ receivedBytes: MIB });
    const blobs = await db.prisma.blob.count();
    await expect(appendPart(db, id, 0, Buffer.alloc(MIB, 3))).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await db.prisma.blob.count()).toBe(blobs);
    expect(await appendPart(db, id, MIB, second)).toMatchObject({ receivedBytes: MIB + 5 });
  });

  it("takes the same part from two senders at once as one", async () => {
    const { db } = stored();
    const { id } = await startUpload(db, { name: "set.zip", sizeBytes: 2 * MIB });
    const part = Buffer.alloc(MIB, 4);
    const answers = await Promise.all([1, 2, 3].map(() => appendPart(db, id, 0, part)));
    expect(answers.map(({ receivedBytes }) => receivedBytes)).toEqual([MIB, MIB, MIB]);
  });

  it("does not take a part whose bytes went with another upload", async () => {
    const { db } = stored();
    const { id } = await startUpload(db, { name: "set.zip", sizeBytes: 5 });
    const part = { start: 0, sizeBytes: 5, blobHash: "0".repeat(64) };
    expect(await addUploadPart(db, id, part)).toBeNull();
    expect((await findUploads(db, [id]))[0]).toMatchObject({ receivedBytes: 0 });
  });

  it("refuses small parts that are not the last, and more than the file has", async () => {
    const { db } = stored();
    const { id } = await startUpload(db, { name: "set.zip", sizeBytes: 2 * MIB });
    await expect(appendPart(db, id, 0, Buffer.alloc(1))).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await expect(appendPart(db, id, MIB, Buffer.alloc(MIB + 1))).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  });

  it.each([
    ["", 1],
    ["a\nb", 1],
    ["a.zip", 0],
    ["a.zip", 1.5],
    ["a.zip", 2 ** 40],
  ])("is refused for a file %j of %d bytes", async (name, sizeBytes) => {
    await expect(startUpload(stored().db, { name, sizeBytes })).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  });

  it("is refused where 20 are kept, until one of them is deleted", async () => {
    const { db } = stored();
    const begin = () => startUpload(db, { name: "set.zip", sizeBytes: 1 });
    for (let kept = await db.prisma.upload.count(); kept < 20; kept++) await begin();
    await expect(begin()).rejects.toMatchObject({ code: "INVALID_INPUT" });
    const { id } = (await db.prisma.upload.findFirst())!;
    await deleteUpload(db, id);
    await begin();
  });
});

import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { checkedBlob } from "../../../blobs/checked-blob";
import { openUnpacked } from "../../../datasets/unpacked/open-unpacked";
import { isRegionaryError, RegionaryError } from "../../../errors";
import { makePrivateDirectory, PRIVATE_FILE } from "../../../files/private-directory";
import { unpackZip } from "../../../files/unpack-zip";
import { type BenchmarkImportRow, benchmarkImports } from "../../../storage/benchmarks/benchmark-imports";
import type { BenchmarkSetRow } from "../../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../../storage/database/database";
import { deleteUpload, listUploadParts } from "../../../storage/uploads/uploads";
import { completeWork, recordProgress } from "../../../storage/work/change-work";
import type { ServiceContext } from "../../context";
import { freeBytes } from "../../setup/check-disk";
import { inBytes } from "../../setup/in-bytes";
import { findUpload } from "../../uploads/append-part";
import { ANY_HOST, beginHere } from "../../work/host";
import { reportProgress } from "../../work/report-progress";
import { WorkEnded } from "../../work/work-ended";
import { importBenchmarkSet } from "../import-benchmark-set";
import { removeUnpacked, unpackDirectory } from "./unpack-directory";

const KB = 1_000;

/**
 * Imports a benchmark set from its uploaded archive. Killed anywhere, the next attempt unpacks the archive again, and goes on
 * after the last image that is stored.
 */
export async function runUploadedImport(
  context: Pick<ServiceContext, "db" | "dataDirectory">,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const { db } = context;
  const work = await benchmarkImports.begin(db, id, beginHere(ANY_HOST));
  if (!work?.uploadId) return;
  const directory = unpackDirectory(context, id);
  try {
    await removeUnpacked(context, id); // of an attempt that was killed
    const set = await storeSet(db, work, directory, signal);
    const { id: setId, total } = set;
    const completed = { table: "BenchmarkImport", values: { setId } };
    if (!(await completeWork(db, id, { done: total, total }, completed))) throw new WorkEnded();
    await deleteUpload(db, work.uploadId);
  } catch (error) {
    throw withoutDirectory(error, directory);
  } finally {
    await removeUnpacked(context, id);
  }
}

async function storeSet(
  db: Database,
  { id, name, uploadId, reading }: BenchmarkImportRow,
  directory: string,
  signal: AbortSignal,
): Promise<BenchmarkSetRow> {
  const folder = await unpackUpload(db, { id, uploadId: uploadId! }, directory, signal);
  const source = await openUnpacked(folder, reading!);
  const progress = async (done: number, total: number) => {
    if (!(await recordProgress(db, id, { phase: "STORING", done, total }))) throw new WorkEnded();
  };
  try {
    await progress(0, source.count);
    const request = { name, source, skipBroken: reading!.skipBroken };
    return (await importBenchmarkSet(db, request, { signal, onProgress: progress, startsOver: true })).set;
  } finally {
    await source.close();
  }
}

/** Returns the folder that has the files of the archive. */
async function unpackUpload(
  db: Database,
  { id, uploadId }: { readonly id: string; readonly uploadId: string },
  directory: string,
  signal: AbortSignal,
): Promise<string> {
  const { sizeBytes } = await findUpload(db, uploadId);
  const [archive, folder] = [path.join(directory, "set.zip"), path.join(directory, "set")];
  await makePrivateDirectory(directory);
  await requireDisk(directory, 2 * sizeBytes);
  const progress = reportProgress(db, id);
  await progress.enter("UNPACKING", Math.ceil(sizeBytes / KB));
  await pipeline(bytesOf(db, uploadId), createWriteStream(archive, { mode: PRIVATE_FILE }), { signal });
  await mkdir(folder);
  let total = 0;
  await unpackZip(archive, folder, {
    signal,
    async onSize(bytes, diskBytes) {
      total = bytes;
      await requireDisk(directory, diskBytes);
    },
    onProgress: (bytes) => progress.tell(Math.ceil(bytes / KB), Math.ceil(total / KB)),
  });
  return folder;
}

async function* bytesOf(db: Database, uploadId: string): AsyncGenerator<Uint8Array> {
  for (const { blobHash } of await listUploadParts(db, uploadId)) yield* checkedBlob(db.blobs, blobHash);
}

async function requireDisk(directory: string, bytes: number): Promise<void> {
  const free = await freeBytes(directory);
  if (free >= bytes) return;
  throw new RegionaryError(
    "DOWNLOAD_FAILED",
    `The data directory's disk must have ${inBytes(bytes)} free to unpack the archive; it has ${inBytes(free)}. Make room, then resume the import.`,
  );
}

/** Names files as the archive does: where it is unpacked is nobody's business. */
function withoutDirectory(error: unknown, directory: string): unknown {
  if (!isRegionaryError(error) || !error.message.includes(directory)) return error;
  const inside = `${path.join(directory, "set")}${path.sep}`;
  const message = error.message.replaceAll(inside, "").replaceAll(path.join(directory, "set"), "the archive");
  return new RegionaryError(error.code, message, error.details, { cause: error });
}

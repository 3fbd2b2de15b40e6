import { createHash } from "node:crypto";
import { RegionaryError } from "../../../errors";
import {
  type BenchmarkImportRow,
  benchmarkImports,
  type SetReading,
} from "../../../storage/benchmarks/benchmark-imports";
import { findBenchmarkSetByName } from "../../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../../storage/database/database";
import { hasEnded } from "../../../storage/work/work-states";
import { findUpload } from "../../uploads/append-part";
import { keyAfter } from "../../work/create-or-go-on";
import { checkSetName } from "../import-benchmark-set";

interface UploadedSet {
  readonly name: string;
  readonly uploadId: string;
  readonly reading: SetReading;
}

/** Imports of one name follow one another, whoever makes them. */
export const importHash = (name: string): string => createHash("sha256").update(name).digest("hex");

/**
 * Accepts the import of a set from an archive that was uploaded whole: stored with its job before this returns. The same
 * request again gives the same work. CONFLICT where the name belongs to another set or import.
 */
export async function acceptUploadedSet(
  db: Database,
  { name, uploadId, reading }: UploadedSet,
): Promise<BenchmarkImportRow> {
  checkSetName(name);
  const requestHash = importHash(name);
  const latest = await benchmarkImports.findLatest(db, requestHash);
  const goesOn = latest && latest.state !== "FAILED" && latest.state !== "CANCELLED";
  if (goesOn && latest.uploadId === uploadId) return latest;
  if (latest && !hasEnded(latest.state)) throw underWay(name);
  if ((await findBenchmarkSetByName(db, name))?.contentHash)
    throw new RegionaryError(
      "CONFLICT",
      `There is a benchmark set "${name}" already. Choose another name, or delete that one first.`,
    );
  const { sizeBytes, receivedBytes } = await findUpload(db, uploadId);
  if (receivedBytes < sizeBytes)
    throw new RegionaryError(
      "INVALID_INPUT",
      `The upload is not complete: ${receivedBytes} of ${sizeBytes} bytes were received. Send the rest first.`,
    );
  const accepted = { total: 0, requestHash, idempotencyKey: keyAfter(latest, requestHash) };
  const work = await benchmarkImports.create(db, { name, uploadId, reading }, accepted);
  if (work.uploadId !== uploadId) throw underWay(name);
  return work;
}

/** CONFLICT where another import under the name has not ended. */
export function underWay(name: string): RegionaryError {
  return new RegionaryError(
    "CONFLICT",
    `A benchmark set "${name}" is being imported already. Wait for that, cancel it, or choose another name.`,
  );
}

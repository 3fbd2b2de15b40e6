import { RegionaryError } from "../../../errors";
import type { Database } from "../../../storage/database/database";
import { type ComparisonRow, comparisons } from "../../../storage/evaluations/comparisons";
import { keyAfter } from "../../work/create-or-go-on";
import { requestHashOf } from "../../work/request-hash";
import { completeRun } from "../reports/measured-run";

/**
 * Accepts the comparison of two complete runs over the same set. What it finds never changes, so the same two
 * runs give the existing one, unless that was canceled or has failed.
 */
export async function acceptComparison(
  db: Database,
  firstRunId: string,
  secondRunId: string,
): Promise<ComparisonRow> {
  const [first, second] = await Promise.all([completeRun(db, firstRunId), completeRun(db, secondRunId)]);
  if (first.benchmarkSetId !== second.benchmarkSetId || first.protocol !== second.protocol) {
    throw new RegionaryError(
      "INVALID_INPUT",
      "Runs are compared image by image and class by class: choose two of the same benchmark set and protocol.",
    );
  }
  const asked = { firstRunId, secondRunId };
  const requestHash = requestHashOf(asked);
  const latest = await comparisons.findLatest(db, requestHash);
  if (latest && latest.state !== "CANCELLED" && latest.state !== "FAILED") return latest;
  return comparisons.create(db, asked, {
    total: 0,
    requestHash,
    idempotencyKey: keyAfter(latest, requestHash),
  });
}

import { RegionaryError } from "../../../errors";
import type { SectionComparison } from "../../../evaluation/resampling/compare-runs";
import type { ServiceContext } from "../../context";
import { completeRun, measuredRun } from "./measured-run";

/** Compares two complete runs over the same set class by class, both on the same resamples of its images. */
export async function compareEvaluations(
  context: Pick<ServiceContext, "db" | "evaluations">,
  firstId: string,
  secondId: string,
): Promise<SectionComparison[]> {
  const [first, second] = await Promise.all([
    completeRun(context.db, firstId),
    completeRun(context.db, secondId),
  ]);
  if (first.benchmarkSetId !== second.benchmarkSetId || first.protocol !== second.protocol) {
    throw new RegionaryError(
      "INVALID_INPUT",
      "Runs are compared image by image and class by class: choose two of the same benchmark set and protocol.",
    );
  }
  return context.evaluations.comparisonOf({
    ...{ firstId, secondId },
    measured: async () => ({
      first: await measuredRun(context, first),
      second: await measuredRun(context, second),
    }),
  });
}

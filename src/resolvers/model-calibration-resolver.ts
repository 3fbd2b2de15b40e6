import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from "type-graphql";
import { CalibrationObject } from "../schema/evaluation-calibration";
import { fromGlobalId } from "../schema/global-id";
import { ModelVersionObject } from "../schema/model-version";
import { findCalibratingRun } from "../services/read";
import { reportOwner } from "./report-owner";
import type { RequestContext } from "./request-context";

@Resolver(() => ModelVersionObject)
export class ModelCalibrationResolver {
  @FieldResolver(() => CalibrationObject, {
    nullable: true,
    description:
      "From its scores of a vocabulary's labels to probabilities and cut-offs, by its latest complete evaluation on a set with that vocabulary; null without one.",
  })
  async calibration(
    @Root() { row }: ModelVersionObject,
    @Arg("vocabularyId", () => ID, { description: "The vocabulary." }) vocabularyId: string,
    @Ctx() context: RequestContext,
  ): Promise<CalibrationObject | null> {
    const { db, evaluations } = context.services;
    const run = await findCalibratingRun(db, row.id, fromGlobalId("Vocabulary", vocabularyId));
    const report = run && (await evaluations.reportOf(run.id));
    if (!run || !report?.calibration) return null;
    return new CalibrationObject(await reportOwner(context, run), report.calibration);
  }
}

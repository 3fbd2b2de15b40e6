import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from "type-graphql";
import { CountsFor } from "../../schema/entries";
import { CalibrationObject } from "../../schema/evaluations/evaluation-calibration";
import { COST_OF_REPORT } from "../../schema/evaluations/evaluation-report";
import { ModelVersionObject } from "../../schema/models/model-version";
import { findCalibration } from "../../services/evaluations/runs/find-calibration";
import { fromGlobalId } from "../../services/global-id";
import { labelLines } from "../../services/search/terms/term-lines";
import { reportOwner } from "../evaluations/owner-of-report";
import type { RequestContext } from "../request-context";

@Resolver(() => ModelVersionObject)
export class ModelCalibrationResolver {
  @CountsFor(5)
  @FieldResolver(() => Boolean, {
    description:
      "Whether it gives a probability for any words, by its training or by an evaluation that calibrated it: then searches can be cut (`atLeastProbability`) and leave out (`not`).",
  })
  async givesProbabilities(
    @Root() { row }: ModelVersionObject,
    @Ctx() { services }: RequestContext,
  ): Promise<boolean> {
    const [line] = await labelLines(services, row, [{ vocabularyId: null, position: 0 }]);
    return line !== null;
  }

  @CountsFor(COST_OF_REPORT)
  @FieldResolver(() => CalibrationObject, {
    nullable: true,
    description:
      "Turns its scores of a vocabulary's labels into probabilities and cut-offs, from its latest complete evaluation on a set with that vocabulary, or else on any set: then every label has the common offset. An 8-bit version that was not evaluated has the calibration of its float32 version. Evaluations with too few labels for a calibration do not count; null if there is no other.",
  })
  async calibration(
    @Root() { row }: ModelVersionObject,
    @Arg("vocabularyId", () => ID, { description: "The vocabulary." }) vocabularyId: string,
    @Ctx() context: RequestContext,
  ): Promise<CalibrationObject | null> {
    const key = { modelVersionId: row.id, vocabularyId: fromGlobalId("Vocabulary", vocabularyId) };
    const found = await findCalibration(context.services, key);
    if (!found) return null;
    const owner = { ...(await reportOwner(context, found.run)), vocabularyId: key.vocabularyId };
    return new CalibrationObject(owner, found.calibration);
  }
}

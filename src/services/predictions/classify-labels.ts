import type { ServiceContext } from "../context";
import { type FreeLabels, freeLabels, type LabelsGiven } from "../vocabularies/free-labels";
import { type Scored, scoreNow, type WaitedFor } from "./score-now";

/**
 * Scores one image against labels given with the request, which are no vocabulary: the answer is not stored. Refused as
 * `scoreNow` and `freeLabels` say.
 */
export function classifyLabels(
  context: ServiceContext,
  { labels, prompt, ...request }: WaitedFor & LabelsGiven,
): Promise<Scored<FreeLabels>> {
  return scoreNow(
    context,
    request,
    (model, urgency) => freeLabels(context, model, { labels, prompt }, urgency),
    async (scored) => scored,
  );
}

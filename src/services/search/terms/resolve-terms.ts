import type { SubmitOptions } from "../../../batcher/batcher-options";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import type { ServiceContext } from "../../context";
import { labelPositions } from "../../regions/label-regions";
import { freeLabels, refusePrompt } from "../../vocabularies/free-labels";
import { pictureClassifier } from "../like/picture-classifier";
import type { LabelSearch } from "../search-request";
import type { SearchTerm } from "./plan-search";
import type { ResolvedTerm } from "./resolved-term";
import { labelLines } from "./term-lines";

/**
 * The terms of a search by a model version. A label's classifier is made alone, so that its scores do not depend on
 * what else is looked for. Refused as `freeLabels` and `vectorsFor` say.
 */
export async function resolveTerms(
  context: ServiceContext,
  model: ModelVersionRow,
  terms: readonly SearchTerm[],
  urgency: SubmitOptions,
): Promise<ResolvedTerm[]> {
  const resolve = async (term: SearchTerm): Promise<ResolvedTerm> => {
    if (term.kind === "label") return resolveLabel(context, model, term, urgency);
    const classifier = await pictureClassifier(context, model, term, urgency);
    return {
      label: null,
      prompt: null,
      vocabularyId: null,
      classifier,
      vector: null,
      line: null,
      position: null,
    };
  };
  return Promise.all(terms.map(resolve));
}

async function resolveLabel(
  context: ServiceContext,
  model: ModelVersionRow,
  term: LabelSearch,
  urgency: SubmitOptions,
): Promise<ResolvedTerm> {
  const { label, prompt, vector, position } = await labelVector(context, model, term, urgency);
  const loaded = await context.models.loaded(model);
  const { vocabularyId } = term;
  const [classifier, [line = null]] = await Promise.all([
    loaded.classifiers(vector),
    labelLines(context, model, [{ vocabularyId, position: position ?? 0 }]),
  ]);
  return { label, prompt, vocabularyId, classifier, vector, line, position };
}

async function labelVector(
  context: ServiceContext,
  model: ModelVersionRow,
  { label, prompt: given, vocabularyId }: LabelSearch,
  urgency: SubmitOptions,
): Promise<{ label: string; prompt: string | null; vector: Float32Array; position: number | null }> {
  if (vocabularyId === null) {
    // A label as it is: so word vectors take it anyway.
    const prompt = given === "{}" && model.description.labels.from === "words" ? null : given;
    const { labels, vectors } = await freeLabels(context, model, { labels: [label], prompt }, urgency);
    return { label: labels[0]!, prompt, vector: vectors.vectors, position: null };
  }
  refusePrompt(given);
  const [position] = (await labelPositions(context, vocabularyId, [label.trim()])) as [number];
  const vocabulary = await context.vocabularies.byId(vocabularyId);
  const { vectors, count } = await context.vectorsFor(vocabulary, model, urgency.signal);
  const size = vectors.length / count;
  const vector = vectors.slice(position * size, (position + 1) * size);
  return { label: label.trim(), prompt: null, vector, position };
}

import { t } from "../../../text/text";
import type { WorkEntry } from "./work-entry";

type Version = { readonly name: string; readonly version: number } | null;

const modelOf = (version: Version): string =>
  version ? t("work.model", { name: version.name, version: version.version }) : t("work.gone");

/** What a piece of work does, in words: the first line of it. */
export function workTitle(work: WorkEntry): string {
  switch (work.__typename) {
    case "PredictionBatch":
      return t("work.titles.PREDICTION", {
        count: work.total,
        vocabulary: work.vocabulary?.name ?? t("work.gone"),
      });
    case "EvaluationRun":
      return t("work.titles.EVALUATION", { set: work.benchmarkSet?.name ?? t("work.gone") });
    case "Training":
      return t("work.titles.TRAINING", { name: work.name });
    case "BenchmarkImport":
      return t("work.titles.BENCHMARK_IMPORT", { name: work.name });
    case "ModelQuantization":
      return t("work.titles.QUANTIZATION", { model: modelOf(work.modelVersion) });
    case "EvaluationComparison":
      return t("work.titles.COMPARISON");
    case "ModelSetup":
      return t("work.titles.SETUP", { title: work.title });
    case "ImageIndexing":
      return work.vocabulary
        ? t("work.titles.INDEX_VOCABULARY", { vocabulary: work.vocabulary.name })
        : t("work.titles.INDEX");
  }
}

/** With what it does that: the second line. */
export function workSubject(work: WorkEntry): string | null {
  switch (work.__typename) {
    case "PredictionBatch":
    case "EvaluationRun":
    case "ImageIndexing":
      return t("work.by", { model: modelOf(work.modelVersion) });
    case "Training":
      return t("work.on", { set: work.benchmarkSet?.name ?? t("work.gone") });
    case "EvaluationComparison":
      return t("work.versus", {
        first: modelOf(work.first?.modelVersion ?? null),
        second: modelOf(work.second?.modelVersion ?? null),
      });
    default:
      return null;
  }
}

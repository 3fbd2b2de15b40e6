import { RegionaryError } from "../../../errors";
import { type BenchmarkSetRow, findBenchmarkSets } from "../../../storage/benchmarks/benchmark-sets";
import { listItemNames } from "../../../storage/benchmarks/item-names";
import type { EvaluationRunRow } from "../../../storage/evaluations/evaluation-runs";
import { findModelVersions, type ModelVersionRow } from "../../../storage/models/model-versions";
import { findVocabularies, listLabels } from "../../../storage/vocabularies/vocabularies";
import type { ServiceContext } from "../../context";
import { toGlobalId } from "../../global-id";

/** All that a report's numbers stand for, by name; under GraphQL's names where it has them. */
export interface RunDescription {
  readonly document: "Regionary evaluation report";
  /** The version of Regionary that wrote this document. */
  readonly writtenBy: string;
  readonly run: { readonly id: string; readonly [field: string]: unknown };
  readonly modelVersion: object;
  readonly benchmarkSet: object;
  readonly vocabulary: object;
  /** At its place stands the label that a report's `class`, `predicted` and `missed` mean. */
  readonly labels: readonly { readonly label: string; readonly training: string }[];
  /** At its place stands the name of the picture that a report's `image` means. */
  readonly pictures: readonly string[];
}

export interface DescribedRun {
  readonly set: BenchmarkSetRow;
  readonly model: ModelVersionRow;
  readonly about: RunDescription;
}

/** What was measured, on what, how and when. NOT_FOUND where its set was just deleted. */
export async function describeRun(
  { db, version }: Pick<ServiceContext, "db" | "version">,
  run: EvaluationRunRow,
): Promise<DescribedRun> {
  const [[set], [model]] = await Promise.all([
    findBenchmarkSets(db, [run.benchmarkSetId]),
    findModelVersions(db, [run.modelVersionId]),
  ]);
  if (!set || !model) throw new RegionaryError("NOT_FOUND", "The evaluation run was just deleted.");
  const [[vocabulary], { rows: labels }, pictures] = await Promise.all([
    findVocabularies(db, [set.vocabularyId]),
    listLabels(db, set.vocabularyId, { first: set.labelKeys.length }),
    listItemNames(db, set.id),
  ]);
  if (!vocabulary) throw new RegionaryError("NOT_FOUND", "The evaluation run was just deleted.");
  const about: RunDescription = {
    document: "Regionary evaluation report",
    writtenBy: version,
    run: {
      id: toGlobalId("EvaluationRun", run.id),
      protocol: run.protocol,
      ks: run.ks,
      resamples: run.resamples,
      createdAt: run.createdAt,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      host: run.host,
      basis: run.fixed,
    },
    modelVersion: {
      id: toGlobalId("ModelVersion", model.id),
      name: model.name,
      version: model.version,
      family: model.description.family,
      backbone: model.backbone?.name ?? null,
      headHash: model.packageHash,
    },
    benchmarkSet: {
      id: toGlobalId("BenchmarkSet", set.id),
      name: set.name,
      kind: set.kind,
      format: set.format,
      unlisted: set.unlisted,
      imageCount: set.total,
      contentHash: set.contentHash,
    },
    vocabulary: {
      id: toGlobalId("Vocabulary", vocabulary.id),
      name: vocabulary.name,
      version: vocabulary.version,
    },
    labels: labels.map(({ label, training }) => ({ label, training })),
    pictures,
  };
  return { set, model, about };
}

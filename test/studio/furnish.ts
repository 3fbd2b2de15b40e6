import { compareRuns, evaluate } from "../helpers/evaluations/evaluation-steps";
import { mutate, predictAndWait } from "../helpers/services/service-steps";
import type { TestService } from "../helpers/services/test-service";
import { endedWork } from "../helpers/services/work-steps";

/** What a furnished service has something of, by ids. */
export interface Furniture {
  /** Six pictures of shapes, "scene 1" first. */
  readonly imageIds: readonly string[];
  /** "scenes", 117 labels. */
  readonly vocabularyId: string;
  /** "scenes test", 300 pictures with boxes. */
  readonly benchmarkSetId: string;
  /** "scenes", the model that ships, active. */
  readonly modelVersionId: string;
  /** Made "shapes", a linear head. */
  readonly trainingId: string;
  /** Of the set: by "scenes", and by "shapes". */
  readonly runIds: readonly [string, string];
  readonly comparisonId: string;
}

const KNOWN = `{ activeModelVersion { id backbone { id } } vocabularyByName(name: "scenes") { id }
  benchmarkSetByName(name: "scenes test") { id }
  images(first: 6, filter: { nameContains: "scene " }) { edges { node { id name } } } }`;

/** Gives a service with the model that ships something of everything that the studio shows: 6 s. */
export async function furnish(service: Pick<TestService, "query" | "collect">): Promise<Furniture> {
  const { data } = await service.query(KNOWN);
  const vocabularyId = data.vocabularyByName.id;
  const benchmarkSetId = data.benchmarkSetByName.id;
  const { id: modelVersionId, backbone } = data.activeModelVersion;
  const imageIds = data.images.edges.map(({ node }: { node: { id: string } }) => node.id);
  await predictAndWait(service, { imageIds, vocabularyId, topK: 5 });

  const head = { head: "LINEAR", epochs: 2, name: "shapes" };
  const made = "... on AcceptedTraining { training { id } }";
  const { training } = await mutate(
    service,
    "trainModel",
    { backboneId: backbone.id, benchmarkSetId, ...head },
    made,
  );
  const { work } = await endedWork(service, training.id, "... on Training { modelVersion { id } }");
  const { id: scenesRun } = await evaluate(service, { benchmarkSetId, modelVersionId });
  const { id: shapesRun } = await evaluate(service, { benchmarkSetId, modelVersionId: work.modelVersion.id });
  const { comparison } = await compareRuns(service, scenesRun, shapesRun);
  await endedWork(service, comparison.id);
  return {
    ...{ imageIds, vocabularyId, benchmarkSetId, modelVersionId },
    ...{ trainingId: training.id, runIds: [scenesRun, shapesRun], comparisonId: comparison.id },
  };
}

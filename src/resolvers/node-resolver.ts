import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { BenchmarkSetObject } from "../schema/benchmark-set";
import { EvaluationRunObject } from "../schema/evaluation-run";
import { parseGlobalId } from "../schema/global-id";
import { ImageObject } from "../schema/image";
import { ModelVersionObject } from "../schema/model-version";
import { Node } from "../schema/node";
import { PredictionObject } from "../schema/prediction";
import { PredictionBatchObject } from "../schema/prediction-batch";
import { TrainingObject } from "../schema/training";
import { VocabularyObject } from "../schema/vocabulary";
import { WordVectorSetObject } from "../schema/word-vector-set";
import type { RequestContext } from "./request-context";

@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: "Anything that has an id, or null." })
  async node(
    @Arg("id", () => ID) globalId: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Node | null> {
    const { type, id } = parseGlobalId(globalId);
    const load = async <R>(row: Promise<R | null>, object: new (row: R) => Node) => {
      const found = await row;
      return found ? new object(found) : null;
    };
    switch (type) {
      case "Image":
        return load(loaders.images.load(id), ImageObject);
      case "WordVectorSet":
        return load(loaders.wordVectorSets.load(id), WordVectorSetObject);
      case "Vocabulary":
        return load(loaders.vocabularies.load(id), VocabularyObject);
      case "ModelVersion":
        return load(loaders.modelVersions.load(id), ModelVersionObject);
      case "PredictionBatch":
        return load(loaders.batches.load(id), PredictionBatchObject);
      case "Prediction":
        return load(loaders.predictions.load(id), PredictionObject);
      case "BenchmarkSet":
        return load(loaders.benchmarkSets.load(id), BenchmarkSetObject);
      case "Training":
        return load(loaders.trainings.load(id), TrainingObject);
      case "EvaluationRun":
        return load(loaders.evaluationRuns.load(id), EvaluationRunObject);
    }
  }
}

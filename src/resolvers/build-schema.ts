import { GraphQLInputObjectType, type GraphQLSchema } from "graphql";
import { buildSchemaSync, type PubSub } from "type-graphql";
import { BenchmarkImportResolver } from "./benchmarks/benchmark-import-resolver";
import { BenchmarkItemResolver, BenchmarkSetResolver } from "./benchmarks/benchmark-set-resolver";
import { countAsTheyCome } from "./count-as-they-come";
import {
  EvaluationComparisonResolver,
  EvaluationSectionComparisonResolver,
  LabelDifferenceResolver,
} from "./evaluations/evaluation-comparison-resolver";
import { LabelPlotsResolver, SectionPlotsResolver } from "./evaluations/evaluation-plots-resolver";
import {
  CalibrationResolver,
  ConfusionResolver,
  EvaluationReportResolver,
  EvaluationSectionResolver,
  LabelCutOffResolver,
  LabelReportResolver,
  WrongImageResolver,
  WrongLabelResolver,
} from "./evaluations/evaluation-report-resolver";
import { EvaluationEventResolver, EvaluationRunResolver } from "./evaluations/evaluation-run-resolver";
import { DeleteImagesResolver } from "./images/delete-images-resolver";
import { ImageFolderResolver } from "./images/image-folder-resolver";
import { ImageResolver } from "./images/image-resolver";
import { BackboneResolver } from "./models/backbone-resolver";
import { LimitsResolver } from "./models/limits-resolver";
import { ModelCalibrationResolver } from "./models/model-calibration-resolver";
import { ModelQuantizationResolver } from "./models/model-quantization-resolver";
import { ModelResolver } from "./models/model-resolver";
import { NodeResolver } from "./node-resolver";
import { ClassifiedTextResolver, ScoredTextResolver } from "./predictions/classified-text-resolver";
import { LabelScoreResolver } from "./predictions/label-score-resolver";
import { BatchEventResolver, PredictionBatchResolver } from "./predictions/prediction-batch-resolver";
import { PredictionResolver, ScoredLabelResolver } from "./predictions/prediction-resolver";
import { ScoredImageResolver } from "./predictions/scored-image-resolver";
import { HeatMapResolver } from "./regions/heat-map-resolver";
import { RegionResolver } from "./regions/region-resolver";
import { RuntimeResolver } from "./runtime/runtime-resolver";
import { FoundImagesResolver } from "./search/found-images-resolver";
import { ImageIndexingResolver } from "./search/image-indexing-resolver";
import { IndexedVocabularyResolver, SearchIndexResolver } from "./search/search-index-resolver";
import { SearchResolver } from "./search/search-resolver";
import { SimilarImageResolver } from "./search/similar-image-resolver";
import { CatalogueResolver } from "./setup/catalogue-resolver";
import { ModelSetupResolver } from "./setup/model-setup-resolver";
import { ImageTagResolver, TaggedImageResolver } from "./tags/image-tag-resolver";
import { TagResolver } from "./tags/tag-resolver";
import { TrainingResolver } from "./trainings/training-resolver";
import { ResumableUploadResolver } from "./uploads/resumable-upload-resolver";
import { LabelResolver } from "./vocabularies/label-resolver";
import { VectorSpaceResolver } from "./vocabularies/vector-space-resolver";
import { VocabularyResolver } from "./vocabularies/vocabulary-resolver";
import { WordVectorSetResolver } from "./vocabularies/word-vector-set-resolver";
import { WorkResolver } from "./work/work-resolver";

/** Inputs of which exactly one field is given; type-graphql has no word for that. */
const ONE_OF_INPUTS = ["ImageSource", "ClassifySource"];

/** type-graphql asks for one wherever there are subscriptions; ours read their events from the database. */
const NO_PUB_SUB: PubSub = {
  publish() {
    throw new Error("events are stored, not published");
  },
  subscribe() {
    throw new Error("subscriptions name where their events come from");
  },
};

/** The whole GraphQL schema. */
export function buildSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      ImageResolver,
      ImageFolderResolver,
      DeleteImagesResolver,
      TaggedImageResolver,
      TagResolver,
      ImageTagResolver,
      VocabularyResolver,
      LabelResolver,
      VectorSpaceResolver,
      WordVectorSetResolver,
      ModelResolver,
      ModelQuantizationResolver,
      BackboneResolver,
      PredictionBatchResolver,
      BatchEventResolver,
      PredictionResolver,
      ClassifiedTextResolver,
      ScoredTextResolver,
      ScoredLabelResolver,
      ScoredImageResolver,
      LabelScoreResolver,
      RegionResolver,
      HeatMapResolver,
      SearchResolver,
      FoundImagesResolver,
      SimilarImageResolver,
      BenchmarkSetResolver,
      BenchmarkItemResolver,
      BenchmarkImportResolver,
      TrainingResolver,
      EvaluationRunResolver,
      EvaluationEventResolver,
      EvaluationReportResolver,
      EvaluationSectionResolver,
      LabelReportResolver,
      SectionPlotsResolver,
      LabelPlotsResolver,
      ConfusionResolver,
      WrongImageResolver,
      WrongLabelResolver,
      CalibrationResolver,
      LabelCutOffResolver,
      EvaluationComparisonResolver,
      EvaluationSectionComparisonResolver,
      LabelDifferenceResolver,
      ModelCalibrationResolver,
      CatalogueResolver,
      ModelSetupResolver,
      ImageIndexingResolver,
      SearchIndexResolver,
      IndexedVocabularyResolver,
      RuntimeResolver,
      ResumableUploadResolver,
      LimitsResolver,
      WorkResolver,
      NodeResolver,
    ],
    // Arguments are checked by the use cases, which say what they expected.
    validate: false,
    pubSub: NO_PUB_SUB,
  });
  for (const name of ONE_OF_INPUTS) {
    const type = schema.getType(name);
    if (!(type instanceof GraphQLInputObjectType)) throw new Error(`the schema has no input ${name}`);
    type.isOneOf = true;
  }
  countAsTheyCome(schema);
  return schema;
}

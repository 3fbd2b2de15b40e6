import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { BenchmarkSetObject } from "../schema/benchmarks/benchmark-set";
import { ImageObject } from "../schema/images/image";
import { BackboneObject } from "../schema/models/backbone";
import { ModelVersionObject } from "../schema/models/model-version";
import { Node } from "../schema/node";
import { labelOfKey, labelReportOfKey } from "../schema/node-keys";
import { PredictionObject } from "../schema/predictions/prediction";
import { HostObject } from "../schema/runtime/host";
import { ResumableUploadObject } from "../schema/uploads/resumable-upload";
import { VectorSpaceObject } from "../schema/vocabularies/vector-space";
import { LabelObject, VocabularyObject } from "../schema/vocabularies/vocabulary";
import { WordVectorSetObject } from "../schema/vocabularies/word-vector-set";
import { parseGlobalId } from "../services/global-id";
import { findHost } from "../storage/hosts/hosts";
import { findLabelReport } from "./evaluations/label-report-objects";
import { objectOf } from "./object-of";
import type { RequestContext } from "./request-context";
import { loadWork } from "./work/work-objects";

@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: "The object with an id, or null." })
  async node(
    @Arg("id", () => ID, { description: "Its id." }) globalId: string,
    @Ctx() context: RequestContext,
  ): Promise<Node | null> {
    const { loaders, services } = context;
    const { type, id } = parseGlobalId(globalId);
    switch (type) {
      case "Image":
        return objectOf(loaders.images.load(id), ImageObject);
      case "WordVectorSet":
        return objectOf(loaders.wordVectorSets.load(id), WordVectorSetObject);
      case "VectorSpace":
        return objectOf(loaders.vectorSpaces.load(id), VectorSpaceObject);
      case "Vocabulary":
        return objectOf(loaders.vocabularies.load(id), VocabularyObject);
      case "Label":
        return objectOf(loaders.labels.load(labelOfKey(id)), LabelObject);
      case "Backbone":
        return objectOf(loaders.backbones.load(id), BackboneObject);
      case "ModelVersion":
        return objectOf(loaders.modelVersions.load(id), ModelVersionObject);
      case "Prediction":
        return objectOf(loaders.predictions.load(id), PredictionObject);
      case "BenchmarkSet":
        return objectOf(loaders.benchmarkSets.load(id), BenchmarkSetObject);
      case "ResumableUpload":
        return objectOf(loaders.uploads.load(id), ResumableUploadObject);
      case "Host":
        return findHost(services.db, id).then((row) => row && new HostObject(row));
      case "LabelReport":
        return findLabelReport(context, labelReportOfKey(id));
      default:
        return loadWork(loaders, type, id);
    }
  }
}

import { Arg, Args, Ctx, FieldResolver, Float, Int, Resolver, Root } from "type-graphql";
import { BenchmarkSetObject } from "../../schema/benchmarks/benchmark-set";
import { checkSize, PageArgs, pageRequest } from "../../schema/connection";
import { CountsBy } from "../../schema/entries";
import {
  CalibrationObject,
  LabelCutOff,
  LabelCutOffConnection,
} from "../../schema/evaluations/evaluation-calibration";
import { EvaluationSection } from "../../schema/evaluations/evaluation-protocol";
import { EvaluationReportObject, EvaluationSectionReport } from "../../schema/evaluations/evaluation-report";
import {
  ConfusionObject,
  LabelReportConnection,
  LabelReportObject,
} from "../../schema/evaluations/label-report";
import type { ReportOwner } from "../../schema/evaluations/report-owner";
import { ImageObject } from "../../schema/images/image";
import { WrongImageObject, WrongLabelObject } from "../../schema/images/wrong-image";
import { LabelRegionsObject } from "../../schema/regions/label-regions";
import { LabelObject } from "../../schema/vocabularies/vocabulary";
import { cutOffs, sectionOf, worstClasses } from "../../services/evaluations/reports/report-parts";
import { findBenchmarkItems } from "../../storage/benchmarks/benchmark-items";
import { objectOf } from "../object-of";
import { pageOfPlaces } from "../page-of-places";
import { regionsOf } from "../regions/region-objects";
import type { RequestContext } from "../request-context";
import { labelReport } from "./label-report-objects";

const MOST_LABELS = 1_000;
const MOST_AT_FAULT = 100;

function labelAt(
  { loaders }: RequestContext,
  { vocabularyId }: ReportOwner,
  position: number,
): Promise<LabelObject | null> {
  return objectOf(loaders.labels.load({ vocabularyId, position }), LabelObject);
}

const LABEL = { nullable: true, description: "The label; null if its set was just deleted." } as const;

@Resolver(() => EvaluationReportObject)
export class EvaluationReportResolver {
  @CountsBy("first")
  @FieldResolver(() => [LabelReportObject], {
    description: "The labels with the lowest average precision among those with a positive, up to 100.",
  })
  worstLabels(
    @Root() { owner, row }: EvaluationReportObject,
    @Arg("section", () => EvaluationSection, { description: "Which labels." }) section: EvaluationSection,
    @Arg("first", () => Int, { description: "The most to return." }) first: number,
  ): LabelReportObject[] {
    checkSize("first", first, MOST_AT_FAULT);
    const report = sectionOf(row, section);
    return worstClasses(report, first).map((label) =>
      labelReport(owner, report, report.perClass.indexOf(label)),
    );
  }

  @CountsBy("first")
  @FieldResolver(() => [WrongImageObject], {
    description:
      "The images where the best-ranked absent label most outranks the worst-ranked present one, up to 100.",
  })
  async mostWrongImages(
    @Root() { owner, row }: EvaluationReportObject,
    @Arg("section", () => EvaluationSection, { description: "Which labels are ranked." })
    section: EvaluationSection,
    @Arg("first", () => Int, { description: "The most to return." }) first: number,
    @Ctx() { services }: RequestContext,
  ): Promise<WrongImageObject[]> {
    checkSize("first", first, MOST_AT_FAULT);
    const { section: name } = sectionOf(row, section);
    const wrong = (row.mostWrong.find((list) => list.section === name)?.images ?? []).slice(0, first);
    const positions = wrong.map(({ image }) => image);
    const items = await findBenchmarkItems(services.db, owner.benchmarkSetId, positions);
    const byPosition = new Map(items.map((item) => [item.position, item]));
    return wrong.flatMap((image) => {
      const item = byPosition.get(image.image);
      return item ? [new WrongImageObject(owner, image, item)] : [];
    });
  }
}

@Resolver(() => EvaluationSectionReport)
export class EvaluationSectionResolver {
  @FieldResolver(() => LabelReportConnection, {
    description: "Each label's own figures, in the order of the vocabulary, up to 1,000 at a time.",
  })
  async labels(@Root() { owner, row }: EvaluationSectionReport, @Args(() => PageArgs) page: PageArgs) {
    const places = [...row.perClass.keys()];
    const request = pageRequest(page, MOST_LABELS);
    const labels = await pageOfPlaces("labels of a section", places.length, request, ({ start, end }) =>
      places.slice(start, end),
    );
    return LabelReportConnection.of(labels, (place) => labelReport(owner, row, place));
  }
}

@Resolver(() => LabelReportObject)
export class LabelReportResolver {
  @FieldResolver(() => LabelObject, LABEL)
  label(@Root() { owner, row }: LabelReportObject, @Ctx() context: RequestContext) {
    return labelAt(context, owner, row.class);
  }
}

@Resolver(() => ConfusionObject)
export class ConfusionResolver {
  @FieldResolver(() => LabelObject, { nullable: true, description: "Present, but not among the K best." })
  missed(@Root() { owner, row }: ConfusionObject, @Ctx() context: RequestContext) {
    return labelAt(context, owner, row.missed);
  }

  @FieldResolver(() => LabelObject, { nullable: true, description: "Among the K best, but not present." })
  predicted(@Root() { owner, row }: ConfusionObject, @Ctx() context: RequestContext) {
    return labelAt(context, owner, row.predicted);
  }
}

@Resolver(() => WrongImageObject)
export class WrongImageResolver {
  @FieldResolver(() => ImageObject, {
    nullable: true,
    description: "Its picture; null in a set of features.",
  })
  image(@Root() { item }: WrongImageObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(item.imageId ? loaders.images.load(item.imageId) : null, ImageObject);
  }
}

@Resolver(() => WrongLabelObject)
export class WrongLabelResolver {
  @FieldResolver(() => LabelObject, LABEL)
  label(@Root() { owner, position }: WrongLabelObject, @Ctx() context: RequestContext) {
    return labelAt(context, owner, position);
  }

  @FieldResolver(() => LabelRegionsObject, {
    nullable: true,
    description: "Where in the image the model sees it; null in a set of features.",
  })
  regions(
    @Root() { owner, position, imageId }: WrongLabelObject,
    @Ctx() context: RequestContext,
  ): Promise<LabelRegionsObject> | null {
    const { vocabularyId, modelVersionId } = owner;
    return imageId ? regionsOf(context, { imageId, vocabularyId, modelVersionId, position }) : null;
  }
}

@Resolver(() => CalibrationObject)
export class CalibrationResolver {
  @FieldResolver(() => BenchmarkSetObject, {
    nullable: true,
    description:
      "The set on whose images it was fitted. Probabilities hold for pictures like those: of others, such as photos for a model of drawings, they say nothing. Null if it was just deleted.",
  })
  benchmarkSet(@Root() { owner }: CalibrationObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.benchmarkSets.load(owner.benchmarkSetId), BenchmarkSetObject);
  }

  @FieldResolver(() => LabelCutOffConnection, {
    description:
      "For each label, the lowest score at which it is present with the given probability, in the order of the vocabulary, up to 1,000 at a time.",
  })
  async cutOffs(
    @Root() { owner, row }: CalibrationObject,
    @Arg("probability", () => Float, { description: "Between 0 and 1." }) probability: number,
    @Args(() => PageArgs) page: PageArgs,
  ) {
    const positions = [...row.calibration.offsets.keys()];
    const request = pageRequest(page, MOST_LABELS);
    const found = await pageOfPlaces("cut-offs", positions.length, request, ({ start, end }) =>
      cutOffs(row, probability, positions.slice(start, end)),
    );
    return LabelCutOffConnection.of(
      found,
      ({ position, score, isOwn }) => new LabelCutOff(owner, position, score, isOwn),
    );
  }
}

@Resolver(() => LabelCutOff)
export class LabelCutOffResolver {
  @FieldResolver(() => LabelObject, LABEL)
  label(@Root() { owner, position }: LabelCutOff, @Ctx() context: RequestContext) {
    return labelAt(context, owner, position);
  }
}

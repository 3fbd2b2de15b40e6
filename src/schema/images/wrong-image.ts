import { Field, Float, Int, ObjectType } from "type-graphql";
import type { WrongImage } from "../../evaluation/metrics/most-wrong-images";
import type { BenchmarkItemRow } from "../../storage/benchmarks/benchmark-items";
import type { ReportOwner } from "../evaluations/report-owner";

@ObjectType("WrongLabel", { description: "A label that is ranked wrongly on an image." })
export class WrongLabelObject {
  constructor(
    readonly owner: ReportOwner,
    readonly position: number,
    readonly imageId: string | null,
    score: number,
  ) {
    this.score = score;
  }

  @Field(() => Float, { description: "Its logit." })
  score: number;
}

@ObjectType("WrongImage", {
  description: "An image on which an absent label outranks a present one.",
})
export class WrongImageObject {
  constructor(
    readonly owner: ReportOwner,
    readonly row: WrongImage,
    readonly item: BenchmarkItemRow,
  ) {}

  @Field(() => Int, { description: "Its position in the benchmark set." })
  get position(): number {
    return this.row.image;
  }

  @Field(() => String, { description: "Its name in the benchmark set." })
  get name(): string {
    return this.item.name;
  }

  @Field(() => WrongLabelObject, { description: "The best-ranked label among those that are absent." })
  get predicted(): WrongLabelObject {
    const { predicted, predictedScore } = this.row;
    return new WrongLabelObject(this.owner, predicted, this.item.imageId, predictedScore);
  }

  @Field(() => WrongLabelObject, { description: "The worst-ranked label among those that are present." })
  get missed(): WrongLabelObject {
    const { missed, missedScore } = this.row;
    return new WrongLabelObject(this.owner, missed, this.item.imageId, missedScore);
  }

  @Field(() => Float, { description: "The predicted label's score minus the missed one's." })
  get margin(): number {
    return this.row.margin;
  }
}

import { Field, Float, ID, Int, ObjectType } from "type-graphql";
import { toGlobalId } from "../../services/global-id";
import type { SearchEdge, SearchedTerm, SearchPage, SearchProgress } from "../../services/search/search-page";
import { PageInfo } from "../connection";
import { CountedAround, CountsBy, CountsFor } from "../entries";
import { ImageObject } from "../images/image";
import { ModelVersionObject } from "../models/model-version";

@ObjectType("FoundTerm", {
  description: "One of the things that were looked for, in an image that was found.",
})
class FoundTermObject {
  @Field(() => String, { nullable: true, description: "The label or text; null for an image." })
  label!: string | null;

  @Field(() => ID, { nullable: true, description: "The vocabulary that the label is of, if one was given." })
  vocabularyId!: string | null;

  @Field(() => Float, { description: "The logit: it ranks images, and is not a probability." })
  score!: number;

  @Field(() => Float, {
    nullable: true,
    description: "The probability that it is there, by the model version's `calibration`; null without one.",
  })
  probability!: number | null;
}

@ObjectType("FoundImageEdge", { description: "An image that was found." })
export class FoundImageEdge {
  constructor(
    readonly page: Pick<SearchPage, "model" | "terms">,
    readonly edge: SearchEdge,
  ) {}

  @Field(() => String, { description: "An opaque cursor: its place in the search." })
  get cursor(): string {
    return this.edge.cursor;
  }

  @Field(() => Int, { description: "1 for the best." })
  get rank(): number {
    return this.edge.rank;
  }

  @Field(() => Float, {
    description:
      "What it is ranked by: the score of the one thing that was looked for; of several the least (`all`) or greatest (`any`), as log odds where all have probabilities.",
  })
  get score(): number {
    return this.edge.score;
  }

  @Field(() => Float, {
    nullable: true,
    description:
      "The probability that the image has what was looked for; of several things the least (`all`) or greatest (`any`). Null without a calibration.",
  })
  get probability(): number | null {
    return this.edge.probability;
  }

  @Field(() => ImageObject, { description: "The image." })
  get image(): ImageObject {
    return new ImageObject(this.edge.image);
  }

  @CountsFor(2)
  @Field(() => [FoundTermObject], { description: "What was looked for, one by one." })
  get terms(): FoundTermObject[] {
    return this.edge.terms.map((found, index) => ({ ...described(this.page.terms[index]!), ...found }));
  }
}

const described = ({ label, vocabularyId }: SearchedTerm) => ({
  label,
  vocabularyId: vocabularyId === null ? null : toGlobalId("Vocabulary", vocabularyId),
});

@ObjectType("IndexedImages", { description: "How many images a search could see." })
class IndexedImages {
  @Field(() => Int, { description: "Images that are indexed for the model." })
  images!: number;

  @Field(() => Int, {
    description: "Images that are stored. The others are indexed in the background, and found then.",
  })
  of!: number;
}

@CountsBy("first")
@ObjectType("FoundImages", { description: "A page of the images that were found, best first." })
export class FoundImagesObject {
  constructor(
    readonly page: SearchPage,
    private readonly isFirst: boolean,
  ) {}

  @CountedAround()
  @Field(() => [FoundImageEdge], { description: "The images of this page." })
  get edges(): FoundImageEdge[] {
    return this.page.edges.map((edge) => new FoundImageEdge(this.page, edge));
  }

  @Field(() => PageInfo, { description: "Whether and where the search goes on; only forward." })
  get pageInfo(): PageInfo {
    const { edges, hasNextPage, endCursor } = this.page;
    const startCursor = edges.at(0)?.cursor ?? null;
    return { hasNextPage, hasPreviousPage: !this.isFirst, startCursor, endCursor };
  }

  @Field(() => Int, {
    description:
      "How many images were found: those at or above `atLeastProbability`; without it, all that may be found.",
  })
  get totalCount(): number {
    return this.page.total.found;
  }

  @Field(() => Int, { description: "How many there can be at most: `totalCount`, once that is proven." })
  get totalCountAtMost(): number {
    return this.page.total.atMost;
  }

  @Field(() => IndexedImages, { description: "How many images could be seen." })
  get indexed(): IndexedImages {
    return this.page.indexed;
  }

  @Field(() => Boolean, {
    description:
      "Whether it is proven that scoring every indexed image would give these, in this order. If not, that is being proven: ask again, or follow `searchProgress`.",
  })
  get exact(): boolean {
    return this.page.exact;
  }

  @Field(() => Boolean, {
    description:
      "Whether there are probabilities; without a calibration, scores rank and nothing can be cut.",
  })
  get calibrated(): boolean {
    return this.page.calibrated;
  }

  @Field(() => Float, { description: "How long this page took, in milliseconds." })
  get took(): number {
    return this.page.tookMs;
  }

  @Field(() => Int, { description: "How many images were scored from their regions for the search so far." })
  get rescored(): number {
    return this.page.rescored;
  }

  @Field(() => ID, { description: "What `searchProgress` takes." })
  get searchId(): string {
    return this.page.searchId;
  }

  @Field(() => ModelVersionObject, { description: "The model version that was searched by." })
  get modelVersion(): ModelVersionObject {
    return new ModelVersionObject(this.page.model);
  }
}

@ObjectType("SearchProgress", { description: "How far it is proven what a search found." })
export class SearchProgressObject {
  constructor(private readonly progress: SearchProgress) {}

  @Field(() => ID, { description: "The search." })
  get searchId(): string {
    return this.progress.searchId;
  }

  @Field(() => Int, { description: "How many images were scored from their regions so far." })
  get rescored(): number {
    return this.progress.rescored;
  }

  @Field(() => Int, { description: "These, and those that may still have to be." })
  get of(): number {
    return this.progress.of;
  }

  @Field(() => Boolean, { description: "Whether all that was asked for is proven: then ask for it again." })
  get exact(): boolean {
    return this.progress.exact;
  }

  @Field(() => Int, { description: "How many images were found so far." })
  get totalCount(): number {
    return this.progress.total.found;
  }

  @Field(() => Int, { description: "How many there can be at most." })
  get totalCountAtMost(): number {
    return this.progress.total.atMost;
  }
}

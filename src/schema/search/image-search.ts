import { ArgsType, Field, Float, ID, InputType, Int, registerEnumType } from "type-graphql";
import { RegionaryError } from "../../errors";
import { fromGlobalId, fromGlobalIdIfGiven } from "../../services/global-id";
import type {
  LabelSearch,
  NearCondition,
  SearchRequest,
  SearchWhat,
} from "../../services/search/search-request";
import { ImageFilterInput, ImageOrder, imageFilterOf } from "../images/image-list";
import { PROMPT } from "../predictions/prediction";

enum Relation {
  LEFT_OF = "LEFT_OF",
  RIGHT_OF = "RIGHT_OF",
  ABOVE = "ABOVE",
  BELOW = "BELOW",
  WITHIN = "WITHIN",
  BESIDE = "BESIDE",
  OVERLAPPING = "OVERLAPPING",
}
registerEnumType(Relation, {
  name: "Relation",
  description: "Where the boxes of one label are, as seen from those of another.",
  valuesConfig: {
    LEFT_OF: { description: "Left of it." },
    RIGHT_OF: { description: "Right of it." },
    ABOVE: { description: "Above it." },
    BELOW: { description: "Below it." },
    WITHIN: { description: "Inside it." },
    BESIDE: { description: "Left or right of it, and near." },
    OVERLAPPING: { description: "They have pixels in common." },
  },
});

@InputType("BoxInput", {
  description:
    "A rectangle in pixels of a picture as a person sees it; its right and bottom edges are just outside it.",
})
class BoxInput {
  @Field(() => Int, { description: "First column." })
  left!: number;

  @Field(() => Int, { description: "First row." })
  top!: number;

  @Field(() => Int, { description: "The column just after its last." })
  right!: number;

  @Field(() => Int, { description: "The row just after its last." })
  bottom!: number;
}

@InputType("LikeRegion", { description: "A part of a stored image." })
class LikeRegion {
  @Field(() => ID, { description: "The image." })
  imageId!: string;

  @Field(() => BoxInput, { description: "The part." })
  box!: BoxInput;
}

@InputType("SearchTerms", {
  description: "What to look for; where several things are given, images that have all of them.",
})
export class SearchTerms {
  @Field(() => [String], {
    nullable: true,
    description: "Labels, each put into the model's templates if it has a text encoder; all of them.",
  })
  labels?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: "The vocabulary that the labels are of; without it, any that the model can make vectors of.",
  })
  vocabularyId?: string | null;

  @Field(() => String, { nullable: true, description: PROMPT })
  prompt?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "A text as it is, such as `a dog on a sofa`, for a model with a text encoder.",
  })
  text?: string | null;

  @Field(() => ID, { nullable: true, description: "A stored image whose like is looked for." })
  likeImage?: string | null;

  @Field(() => LikeRegion, {
    nullable: true,
    description: "A part of a stored image whose like is looked for.",
  })
  likeRegion?: LikeRegion | null;

  @Field(() => [SearchTerms], {
    nullable: true,
    description: "Images that have all of these, the best by what they have least of.",
  })
  all?: SearchTerms[] | null;

  @Field(() => [SearchTerms], {
    nullable: true,
    description: "Images that have any of these, the best by what they have most of.",
  })
  any?: SearchTerms[] | null;
}

@InputType("NearCondition", {
  description: "Some box of one label must be in a relation to some box of another.",
})
class NearConditionInput {
  @Field(() => String, { description: "A label, such as `dog`." })
  label!: string;

  @Field(() => Relation, { description: "Where its box is." })
  relation!: Relation;

  @Field(() => String, { description: "The label of the other box, such as `sofa`." })
  of!: string;
}

@InputType("ImageSearch", {
  description:
    "What to look for: up to 8 labels, texts and images in all, `all` and `any` nested up to 3 deep; where several things are given, images that have all of them.",
})
export class ImageSearch extends SearchTerms {
  @Field(() => [SearchTerms], {
    nullable: true,
    description:
      "Labels and texts that images must not have: those with a probability at or above `atLeastProbability`, or 0.5 without it, are left out. NOT_CALIBRATED where there are no probabilities.",
  })
  not?: SearchTerms[] | null;

  @Field(() => [NearConditionInput], {
    nullable: true,
    description:
      "Where labels must be, decided on their boxes: of labels with a probability at or above `atLeastProbability`, or 0.5 without it, if they have any.",
  })
  near?: NearConditionInput[] | null;
}

@ArgsType()
export class SearchImagesArgs {
  @Field(() => ImageSearch, { description: "What to look for." })
  query!: ImageSearch;

  @Field(() => Float, {
    nullable: true,
    description:
      "Only images with at least this probability, between 0 and 1; NOT_CALIBRATED where the model has no probabilities.",
  })
  atLeastProbability?: number | null;

  @Field(() => ImageFilterInput, {
    nullable: true,
    description: "In which images; if left out, in all stored ones, whoever added them.",
  })
  filter?: ImageFilterInput | null;

  @Field(() => ImageOrder, {
    nullable: true,
    description:
      "The best first if left out. Otherwise all images at or above `atLeastProbability`, up to 10,000, which are proven first.",
  })
  orderBy?: ImageOrder | null;

  @Field(() => Int, { description: "The most images on the page, 1 to 100." })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description:
      "The `endCursor` of the page before, in the same search; SEARCH_EXPIRED if that is no longer kept.",
  })
  after?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The model version to search by; the active one if left out.",
  })
  modelVersionId?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      "Whether to answer only when it is proven that nothing better was overlooked. It can take long for what most images have some of.",
  })
  waitForProof!: boolean;
}

/** The request that arguments make; INVALID_INPUT for ids of other things, and for what does not go together. */
export function searchRequestOf({ query, filter, ...args }: SearchImagesArgs): SearchRequest {
  const wanted = imageFilterOf(filter);
  return {
    what: whatOf(query),
    not: (query.not ?? []).map(whatOf),
    near: (query.near ?? []).map(nearOf(query)),
    filter: filter?.addedBy == null ? { ...wanted, addedByPerson: undefined } : wanted,
    atLeastProbability: args.atLeastProbability ?? null,
    orderBy: args.orderBy ?? null,
    first: args.first,
    after: args.after ?? null,
    modelVersionId: fromGlobalIdIfGiven("ModelVersion", args.modelVersionId),
    waitForProof: args.waitForProof,
  };
}

function whatOf({ labels, text, likeImage, likeRegion, all, any, ...of }: SearchTerms): SearchWhat {
  const label = labelOf(of);
  const parts: SearchWhat[] = [
    ...(labels ?? []).map(label),
    ...(text == null ? [] : [{ kind: "label", label: text, prompt: "{}", vocabularyId: null } as const]),
    ...(likeImage == null ? [] : [{ kind: "image", imageId: fromGlobalId("Image", likeImage) } as const]),
    ...(likeRegion ? [regionOf(likeRegion)] : []),
    ...(all ? [{ kind: "all", of: all.map(whatOf) } as const] : []),
    ...(any ? [{ kind: "any", of: any.map(whatOf) } as const] : []),
  ];
  return parts.length === 1 ? parts[0]! : { kind: "all", of: parts };
}

const labelOf =
  ({ prompt, vocabularyId }: Pick<SearchTerms, "prompt" | "vocabularyId">) =>
  (label: string): LabelSearch => ({
    ...{ kind: "label", label, prompt: prompt ?? null },
    vocabularyId: fromGlobalIdIfGiven("Vocabulary", vocabularyId),
  });

const nearOf =
  (query: ImageSearch) =>
  ({ label, relation, of }: NearConditionInput): NearCondition => ({
    ...{ label: labelOf(query)(label), relation, of: labelOf(query)(of) },
  });

function regionOf({ imageId, box }: LikeRegion): SearchWhat {
  const { left, top, right, bottom } = box;
  if (left < 0 || top < 0 || right <= left || bottom <= top)
    throw new RegionaryError(
      "INVALID_INPUT",
      `A box needs 0 <= left < right and 0 <= top < bottom; got ${left}, ${top}, ${right}, ${bottom}.`,
    );
  return { kind: "region", imageId: fromGlobalId("Image", imageId), box: { left, top, right, bottom } };
}

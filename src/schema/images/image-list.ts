import { ArgsType, Field, ID, InputType, Int, registerEnumType } from "type-graphql";
import { RegionaryError } from "../../errors";
import { fromGlobalId } from "../../services/global-id";
import type { PageRequest } from "../../storage/database/page";
import type { ImageFilter } from "../../storage/images/list-images";
import { PageArgs, pageRequest } from "../connection";
import { OrderDirection } from "../list-order";

const MAX_OFFSET = 1_000_000;

enum AddedBy {
  PERSON = "PERSON",
  IMPORT = "IMPORT",
  ANYONE = "ANYONE",
}
registerEnumType(AddedBy, {
  name: "AddedBy",
  description: "Who stored images.",
  valuesConfig: {
    PERSON: { description: "A person added them, even if a benchmark set has them too." },
    IMPORT: { description: "Only the import of a benchmark set stored them." },
    ANYONE: { description: "Either." },
  },
});

enum ImageOrderBy {
  ADDED = "ADDED",
  NAME = "NAME",
  PATH = "PATH",
  TAKEN = "TAKEN",
}
registerEnumType(ImageOrderBy, {
  name: "ImageOrderBy",
  description: "What images can be ordered by; those that are equal are ordered by their age.",
  valuesConfig: {
    ADDED: { description: "When they were added." },
    NAME: { description: "Their names, ignoring case." },
    PATH: { description: "Their paths, ignoring case; of those without one, their names." },
    TAKEN: { description: "When they were taken; where that is unknown, stored." },
  },
});

@InputType({ description: "How images are ordered." })
export class ImageOrder {
  @Field(() => ImageOrderBy, { description: "What by." })
  by!: ImageOrderBy;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: "Which end comes first." })
  direction!: OrderDirection;
}

@InputType("ImageFilter", { description: "Which images to list: those that meet every condition given." })
export class ImageFilterInput {
  @Field(() => AddedBy, {
    nullable: true,
    description: "`PERSON` if left out, or `ANYONE` where a benchmark set is given.",
  })
  addedBy?: AddedBy | null;

  @Field(() => String, { nullable: true, description: "A part of their names, in upper or lower case." })
  nameContains?: string | null;

  @Field(() => Date, { nullable: true, description: "Only those added then or later." })
  addedAfter?: Date | null;

  @Field(() => Date, { nullable: true, description: "Added earlier." })
  addedBefore?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: "A folder below the one that was added, such as `2019/summer`: those in it at any depth.",
  })
  folder?: string | null;

  @Field(() => Date, {
    nullable: true,
    description: "Only those taken then or later; where that is unknown, stored.",
  })
  takenAfter?: Date | null;

  @Field(() => Date, { nullable: true, description: "Taken earlier; where that is unknown, stored." })
  takenBefore?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether they have a prediction, by any model and with any vocabulary.",
  })
  hasPrediction?: boolean | null;

  @Field(() => ID, { nullable: true, description: "A benchmark set that has them." })
  benchmarkSetId?: string | null;

  @Field(() => String, { nullable: true, description: "Tagged with it, in upper or lower case." })
  tag?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether they have a tag, of whichever origin." })
  isTagged?: boolean | null;
  @Field(() => String, {
    nullable: true,
    description: "A person said that this label is not in them; in upper or lower case.",
  })
  correctedFor?: string | null;

  @Field(() => String, { nullable: true, description: "Of this type of file, such as `image/jpeg`." })
  mediaType?: string | null;

  @Field(() => Int, { nullable: true, description: "At least so many pixels wide and high." })
  minSide?: number | null;

  @Field(() => Int, { nullable: true, description: "At most so many pixels wide and high." })
  maxSide?: number | null;
}

@ArgsType()
export class ImagesArgs extends PageArgs {
  @Field(() => Int, {
    nullable: true,
    description:
      "With `first`: how many images to pass over, up to 1,000,000, as a scroll bar needs. A cursor is faster and misses none when others are added.",
  })
  offset?: number | null;

  @Field(() => ImageFilterInput, {
    nullable: true,
    description: "Which images; if left out, those that a person added.",
  })
  filter?: ImageFilterInput | null;

  @Field(() => ImageOrder, { nullable: true, description: "Newest first if left out." })
  orderBy?: ImageOrder | null;
}

/** The requested page; INVALID_INPUT if an offset does not go with the rest. */
export function imagePageRequest({ offset, ...page }: ImagesArgs): PageRequest {
  const request = pageRequest(page);
  if (offset == null) return request;
  if (request.first === undefined || request.after !== undefined) {
    throw new RegionaryError("INVALID_INPUT", "`offset` must be used with `first`, and without `after`.");
  }
  if (offset < 0 || offset > MAX_OFFSET) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `\`offset\` must be a whole number from 0 to 1,000,000; got ${offset}.`,
    );
  }
  return { ...request, offset };
}

export function imageFilterOf(filter: ImageFilterInput | null | undefined): ImageFilter {
  const { addedBy, nameContains, addedAfter, addedBefore, hasPrediction, benchmarkSetId, ...more } =
    filter ?? {};
  const by = addedBy ?? (benchmarkSetId == null ? AddedBy.PERSON : AddedBy.ANYONE);
  return {
    addedByPerson: by === AddedBy.ANYONE ? undefined : by === AddedBy.PERSON,
    nameContains: nameContains ?? undefined,
    addedAfter: addedAfter ?? undefined,
    addedBefore: addedBefore ?? undefined,
    folder: more.folder ?? undefined,
    takenAfter: more.takenAfter ?? undefined,
    takenBefore: more.takenBefore ?? undefined,
    hasPrediction: hasPrediction ?? undefined,
    tag: more.tag ?? undefined,
    isTagged: more.isTagged ?? undefined,
    correctedFor: more.correctedFor ?? undefined,
    mediaType: more.mediaType?.toLowerCase(),
    minSide: more.minSide ?? undefined,
    maxSide: more.maxSide ?? undefined,
    benchmarkSetId: benchmarkSetId == null ? undefined : fromGlobalId("BenchmarkSet", benchmarkSetId),
  };
}

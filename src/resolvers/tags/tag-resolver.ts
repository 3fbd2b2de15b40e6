import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { RegionaryError } from "../../errors";
import { pageRequest } from "../../schema/connection";
import { InvalidInputError, NotFoundError } from "../../schema/graphql-errors";
import {
  ChangedImagesObject,
  ChangeImagesResult,
  CorrectImagesInput,
  TagImagesInput,
  UntagImagesInput,
  WithdrawCorrectionsInput,
} from "../../schema/tags/change-tags";
import { TagConnection, TagObject, TagsArgs } from "../../schema/tags/tag-list";
import { fromGlobalId } from "../../services/global-id";
import type { ChangedImages } from "../../services/tags/chosen-images";
import { tagFromPredictions } from "../../services/tags/tag-from-predictions";
import { correctImages, tagImages, untagImages, withdrawCorrections } from "../../services/tags/tag-images";
import { listTags } from "../../storage/images/list-tags";
import { resultOf } from "../expected-errors";
import type { RequestContext } from "../request-context";
import { chosenImages } from "./chosen-images";

@Resolver()
export class TagResolver {
  @Query(() => TagConnection, { description: "The tags that images have, up to 100 at a time." })
  async tags(@Args(() => TagsArgs) args: TagsArgs, @Ctx() { services }: RequestContext) {
    const rows = await listTags(services.db, pageRequest(args), {
      contains: args.contains ?? undefined,
      order: args.orderBy ?? { by: "NAME", direction: "ASC" },
    });
    return TagConnection.of(rows, (row) => new TagObject(row));
  }

  @Mutation(() => ChangeImagesResult, {
    description:
      "Tags images: by hand, or from predictions that are probable enough. Images that meet a filter are tagged in lots of 1,000; the same call again does what an error left.",
  })
  tagImages(
    @Arg("input", () => TagImagesInput, { description: "The images, and their tags." }) input: TagImagesInput,
    @Ctx() { services, signal }: RequestContext,
  ): Promise<typeof ChangeImagesResult> {
    return changed(() => {
      const { tags, fromPredictions } = input;
      const images = chosenImages(services, input, signal);
      if (tags && !fromPredictions) return tagImages(services.db, images, tags);
      if (!fromPredictions || tags) throw eitherOr("`tags` or `fromPredictions`", tags != null);
      const vocabularyId = fromGlobalId("Vocabulary", fromPredictions.vocabularyId);
      return tagFromPredictions(services, images, { ...fromPredictions, vocabularyId });
    });
  }

  @Mutation(() => ChangeImagesResult, { description: "Takes tags off images." })
  untagImages(
    @Arg("input", () => UntagImagesInput, { description: "The images, and which of their tags." })
    input: UntagImagesInput,
    @Ctx() { services, signal }: RequestContext,
  ): Promise<typeof ChangeImagesResult> {
    const { tags = null, origin = null } = input;
    return changed(() => untagImages(services.db, chosenImages(services, input, signal), { tags, origin }));
  }

  @Mutation(() => ChangeImagesResult, {
    description:
      "Says that a label is not in images: searches for it leave them out, and in benchmark sets made of tags it is absent. A tag of the same word is taken off them.",
  })
  correctImages(
    @Arg("input", () => CorrectImagesInput, { description: "The images, and the label." })
    input: CorrectImagesInput,
    @Ctx() { services, signal }: RequestContext,
  ): Promise<typeof ChangeImagesResult> {
    return changed(() => correctImages(services.db, chosenImages(services, input, signal), input.label));
  }

  @Mutation(() => ChangeImagesResult, { description: "Takes back what `correctImages` said." })
  withdrawCorrections(
    @Arg("input", () => WithdrawCorrectionsInput, { description: "The images, and the label." })
    input: WithdrawCorrectionsInput,
    @Ctx() { services, signal }: RequestContext,
  ): Promise<typeof ChangeImagesResult> {
    return changed(() =>
      withdrawCorrections(services.db, chosenImages(services, input, signal), input.label),
    );
  }
}

const changed = (change: () => Promise<ChangedImages>): Promise<typeof ChangeImagesResult> =>
  resultOf(async () => new ChangedImagesObject(await change()), [InvalidInputError, NotFoundError]);

const eitherOr = (what: string, isBoth: boolean) =>
  new RegionaryError("INVALID_INPUT", `Give either ${what}; got ${isBoth ? "both" : "neither"}.`);

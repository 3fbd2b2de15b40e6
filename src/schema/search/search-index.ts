import { Field, Float, Int, ObjectType } from "type-graphql";
import type { IndexSize } from "../../storage/search/index-sizes";
import type { ScoreSet } from "../../storage/search/indexed-vocabularies";
import type { SearchIndexRow } from "../../storage/search/search-indexes";

@ObjectType("IndexedVocabulary", {
  description: "A vocabulary whose labels' scores by a model are kept for every indexed image.",
})
export class IndexedVocabularyObject {
  constructor(readonly row: ScoreSet & { readonly images: number }) {
    this.images = row.images;
    this.sizeBytes = row.images * row.labelCount * Float32Array.BYTES_PER_ELEMENT;
  }

  @Field(() => Int, { description: "The images whose scores are kept." })
  images: number;

  @Field(() => Float, { description: "Of the scores, in bytes." })
  sizeBytes: number;
}

@ObjectType("SearchIndex", {
  description:
    "What searches read of stored images: a sketch of each, as the encode stages of some models see it. Models that share these stages share it.",
})
export class SearchIndexObject {
  constructor(
    readonly row: SearchIndexRow,
    size: IndexSize,
  ) {
    this.images = size.images;
    this.failed = size.failed;
    this.sizeBytes = size.sketchBytes;
  }

  @Field(() => Int, {
    description:
      "0 at first, when searches have to score every image; then 1, once what images have in common was learned.",
  })
  get generation(): number {
    return this.row.generation;
  }

  @Field(() => Boolean, {
    description: "Whether searches use it; if not, it is being filled to take the place of the one before.",
  })
  get isReady(): boolean {
    return this.row.readyAt !== null;
  }

  @Field(() => Int, { description: "The images that are indexed." })
  images: number;

  @Field(() => Int, { description: "The images that could not be read, and so cannot be found." })
  failed: number;

  @Field(() => Float, {
    description: "Of its sketches, in bytes; in the database, and again on each host that searches.",
  })
  sizeBytes: number;
}

import { Field, Int, ObjectType } from "type-graphql";

@ObjectType({
  description: "How much this service takes at once; what is beyond it is refused with a message.",
})
export class Limits {
  @Field(() => Int, { description: "The largest picture file, in bytes." })
  maxImageBytes!: number;

  @Field(() => Int, { description: "The most pixels of a picture; of HEIC half as many." })
  maxImagePixels!: number;

  @Field(() => Int, { description: "The most pictures of one `addImages`." })
  maxAddedImages!: number;

  @Field(() => Int, { description: "The most files that one multipart request sends." })
  maxRequestFiles!: number;

  @Field(() => Int, {
    description: "The largest body of a request without files, in bytes, also once it is inflated.",
  })
  maxRequestBytes!: number;

  @Field(() => Int, { description: "The most images of one prediction batch." })
  maxBatchImages!: number;

  @Field(() => Int, { description: "The largest `topK`." })
  maxTopK!: number;

  @Field(() => Int, { description: "The most labels that come with a request, such as those of `classify`." })
  maxRequestLabels!: number;

  @Field(() => Int, { description: "The most labels of a vocabulary." })
  maxVocabularyLabels!: number;

  @Field(() => Int, { description: "The longest label, in characters." })
  maxLabelLength!: number;

  @Field(() => Int, { description: "The most labels, texts and images that one search looks for." })
  maxSearchTerms!: number;
}

@ObjectType({ description: "How clients reach this service." })
export class Access {
  @Field(() => Boolean, {
    description:
      "Whether requests must carry an API key. URLs in answers then need none, but only for 6 to 12 hours; those of one path are the same for 6, and each has a query already, which more can be added to.",
  })
  keyRequired!: boolean;
}

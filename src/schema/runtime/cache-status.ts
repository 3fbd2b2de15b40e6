import { Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";

const CacheName = { REGIONS: "REGIONS", CLASSIFIERS: "CLASSIFIERS", THUMBNAILS: "THUMBNAILS" } as const;
type CacheName = (typeof CacheName)[keyof typeof CacheName];
registerEnumType(CacheName, {
  name: "CacheName",
  description: "What a cache keeps.",
  valuesConfig: {
    REGIONS: {
      description:
        "Images' regions, in the database, for all hosts: an image is encoded once for each model.",
    },
    CLASSIFIERS: { description: "Vocabularies as a model scores them, in this process's memory." },
    THUMBNAILS: { description: "Pictures made small, in the database, for all hosts; the oldest go first." },
  },
});

@ObjectType({ description: "Something that is kept so that it need not be made again." })
export class CacheStatus {
  @Field(() => CacheName, { description: "What it keeps." })
  name!: CacheName;

  @Field(() => Int, {
    nullable: true,
    description: "How many entries it has, as counted some seconds ago; null while that is not known.",
  })
  entries!: number | null;

  @Field(() => Float, { nullable: true, description: "How many bytes they take; null while not known." })
  bytes!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "How many they may take before others go; null for no limit.",
  })
  budgetBytes!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "How often this process found what it looked for; null where that is not counted.",
  })
  hits!: number | null;

  @Field(() => Int, { nullable: true, description: "How often it did not find it; null where not counted." })
  misses!: number | null;
}

import { createUnionType, Field, ID, InputType, ObjectType } from "type-graphql";
import type { BenchmarkImportRow } from "../../storage/benchmarks/benchmark-imports";
import { ConflictError, InvalidInputError, NotFoundError } from "../graphql-errors";
import { Node } from "../node";
import { Work } from "../work/work";
import { acceptedType } from "../work/work-results";
import { BenchmarkFormat, UnlistedLabels } from "./benchmark-enums";

@ObjectType("BenchmarkImport", {
  implements: [Node, Work],
  description:
    "The import of a benchmark set from an uploaded archive, or by a command from files on its host. Killed, one of an upload goes on by itself where it stopped; a command's, when the same command is run again.",
})
export class BenchmarkImportObject extends Work<BenchmarkImportRow> {
  @Field(() => String, { description: "The name of the set." })
  get name(): string {
    return this.row.name;
  }

  override get insteadOfResuming(): string | null {
    return this.row.uploadId === null ? super.insteadOfResuming : null;
  }
}

@InputType({ description: "The archive of a benchmark set, and how it is read." })
export class ImportBenchmarkSetInput {
  @Field(() => String, { description: "A unique name of 1 to 200 characters." })
  name!: string;

  @Field(() => ID, {
    description:
      "A zip archive that was uploaded completely. Of a folder of pictures it has labels.json, labels.csv or a folder for each label; of another format, its files under their published names.",
  })
  uploadId!: string;

  @Field(() => BenchmarkFormat, {
    nullable: true,
    description:
      "Its format, if the names of its files do not say it: PHOTO_FOLDER for pictures to be read as people see them, NUS_WIDE_TRAIN or NUS_WIDE_TEST.",
  })
  format?: BenchmarkFormat | null;

  @Field(() => UnlistedLabels, {
    defaultValue: UnlistedLabels.ABSENT,
    description: "What a label is for an image of a folder that does not list it.",
  })
  unlisted!: UnlistedLabels;

  @Field(() => UnlistedLabels, {
    nullable: true,
    description: "What a 0 means in a file of features, where its other values do not say it.",
  })
  zero?: UnlistedLabels | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      "Whether images that are listed but not in the archive are left out; else they end the import.",
  })
  skipMissing!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether pictures that cannot be decoded are left out; else the first ends the import.",
  })
  skipBroken!: boolean;
}

export const AcceptedBenchmarkImport = acceptedType("AcceptedBenchmarkImport", {
  ...{ field: "benchmarkImport", object: BenchmarkImportObject },
});

export const ImportBenchmarkSetResult = createUnionType({
  name: "ImportBenchmarkSetResult",
  description: "The import, or why there is none.",
  types: () => [AcceptedBenchmarkImport, InvalidInputError, NotFoundError, ConflictError] as const,
});

import { Field, Float, ObjectType, registerEnumType } from "type-graphql";
import type { CatalogueEntry } from "../../services/setup/catalogue";
import { bytesOf } from "../../services/setup/model-files";
import type { SetupRow } from "../../storage/setup/model-setups";
import { CountsFor } from "../entries";

enum CatalogueEntryKind {
  MODEL = "MODEL",
  PART = "PART",
  BY_HAND = "BY_HAND",
}
registerEnumType(CatalogueEntryKind, {
  name: "CatalogueEntryKind",
  description: "How an entry of the catalogue is had.",
  valuesConfig: {
    MODEL: { description: "A model that `setUpModel` fetches, imports and activates." },
    PART: { description: "A part of models, which `regionary fetch` brings." },
    BY_HAND: { description: "Has to be fetched by hand: `whatToDo` says how." },
  },
});

/** What there is of an entry here. */
interface Here {
  readonly latest: SetupRow | null;
  readonly installed: SetupRow | null;
}

@ObjectType("CatalogueEntry", { description: "What can be had from its publisher, checked by the project." })
export class CatalogueEntryObject {
  constructor(
    private readonly entry: CatalogueEntry,
    readonly here: Here,
  ) {}

  @Field(() => String, { description: "Its id in the catalogue, the same for ever." })
  get catalogueId(): string {
    return this.entry.id;
  }

  @Field(() => CatalogueEntryKind, { description: "How it is had." })
  get kind(): CatalogueEntryKind {
    return CatalogueEntryKind[this.entry.kind];
  }

  @Field(() => String, { description: "What it is." })
  get title(): string {
    return this.entry.title;
  }

  @Field(() => String, { description: "What it is good at." })
  get goodAt(): string {
    return this.entry.goodAt;
  }

  @Field(() => String, { description: "Under which terms it may be used." })
  get license(): string {
    return this.entry.license.terms;
  }

  @Field(() => Boolean, {
    description: "Whether these terms were read at the publisher's. If not, a person should be told first.",
  })
  get licenseVerified(): boolean {
    return this.entry.license.verified;
  }

  @Field(() => String, { description: "The address of a page about it." })
  get page(): string {
    return this.entry.page;
  }

  @Field(() => Float, { nullable: true, description: "About how many bytes are downloaded." })
  get downloadBytes(): number | null {
    if (this.entry.kind === "BY_HAND") return null;
    return this.entry.kind === "MODEL" ? bytesOf(this.entry) : this.entry.file.bytes;
  }

  @Field(() => Float, {
    nullable: true,
    description: "How many bytes must be free in the data directory while it is set up; null unless a model.",
  })
  get diskBytes(): number | null {
    return this.entry.kind === "MODEL" ? bytesOf(this.entry) + 2 * this.entry.convertedBytes : null;
  }

  @Field(() => Float, {
    nullable: true,
    description: "About how many bytes of memory it takes while it runs; null unless a model.",
  })
  get memoryBytes(): number | null {
    return this.entry.kind === "MODEL" ? this.entry.memoryBytes : null;
  }

  @Field(() => String, { nullable: true, description: "How to get it, where that must be done by hand." })
  get whatToDo(): string | null {
    return this.entry.kind === "BY_HAND" ? this.entry.whatToDo : null;
  }
}

@ObjectType({ description: "What can be had, and whether there is something for photos yet." })
export class Catalogue {
  @CountsFor(10)
  @Field(() => [CatalogueEntryObject], { description: "What can be had, the best for most people first." })
  entries!: CatalogueEntryObject[];

  @Field(() => String, {
    nullable: true,
    description:
      "One line that says how to get a model for photos; null where there is a model beside the one that ships.",
  })
  hint!: string | null;
}

import { registerEnumType } from "type-graphql";

/** The values are the families' names. */
export enum HeadKind {
  BIAM = "biam",
  LINEAR = "linear",
}
registerEnumType(HeadKind, {
  name: "HeadKind",
  description: "What kind of head is trained.",
  valuesConfig: {
    BIAM: { description: "BiAM: regions are enriched by each other and by the whole picture." },
    LINEAR: {
      description:
        "One linear map from a label's vector to the backbone's features: the baseline that another head must beat.",
    },
  },
});

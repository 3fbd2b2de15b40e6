import { registerEnumType } from "type-graphql";

/** The values are the recipes' names. */
export enum RecipeName {
  GENERAL = "general",
  OFFICIAL = "official",
}
registerEnumType(RecipeName, {
  name: "RecipeName",
  description: "How a training goes.",
  valuesConfig: {
    GENERAL: {
      description: "For any set: every image is seen equally often, and its options may be chosen.",
    },
    OFFICIAL: { description: "The authors' for NUS-WIDE, without options." },
  },
});

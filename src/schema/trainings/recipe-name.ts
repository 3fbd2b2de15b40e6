import { registerEnumType } from "type-graphql";

/** The values are the recipes' names. */
export enum RecipeName {
  GENERAL = "general",
  OFFICIAL = "official",
}
registerEnumType(RecipeName, {
  name: "RecipeName",
  description: "How a training proceeds.",
  valuesConfig: {
    GENERAL: {
      description: "For any set: every image is seen equally often, and you may choose its options.",
    },
    OFFICIAL: { description: "The authors' for NUS-WIDE, without options." },
  },
});

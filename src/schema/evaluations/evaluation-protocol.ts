import { registerEnumType } from "type-graphql";

/** The values are the protocols' names. */
export const EvaluationProtocol = {
  NUS_WIDE: "nus-wide",
  NUS_WIDE_AS_PUBLISHED: "nus-wide-as-published",
  OPEN_IMAGES: "open-images",
  OPEN_IMAGES_AS_PUBLISHED: "open-images-as-published",
  CUSTOM: "custom",
} as const;
export type EvaluationProtocol = (typeof EvaluationProtocol)[keyof typeof EvaluationProtocol];
registerEnumType(EvaluationProtocol, {
  name: "EvaluationProtocol",
  description: "What an evaluation measures, over which labels, and how a missing value counts.",
  valuesConfig: {
    NUS_WIDE: { description: "925 seen and 81 unseen labels, nearly all known of each image; K 3 and 5." },
    NUS_WIDE_AS_PUBLISHED: {
      description: "The same with no F1 where nothing is hit, as the authors' program has it.",
    },
    OPEN_IMAGES: {
      description:
        "7,186 seen and 400 unseen labels, few known of each image; only images with a positive count.",
    },
    OPEN_IMAGES_AS_PUBLISHED: {
      description:
        "The same with the AP of the authors' program, which mixes classes: only for comparison with published figures.",
    },
    CUSTOM: { description: "Any labels; a label without a positive is left out of the mean of the APs." },
  },
});

export enum EvaluationSection {
  ZSL = "ZSL",
  GZSL = "GZSL",
  SEEN = "SEEN",
}
registerEnumType(EvaluationSection, {
  name: "EvaluationSection",
  description: "Which labels are ranked against each other.",
  valuesConfig: {
    ZSL: { description: "The unseen labels." },
    GZSL: { description: "Seen and unseen labels together." },
    SEEN: { description: "The seen labels." },
  },
});

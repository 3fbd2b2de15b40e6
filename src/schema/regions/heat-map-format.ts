import { registerEnumType } from "type-graphql";

export const HeatMapFormat = { PNG: "png", WEBP: "webp" } as const;
export type HeatMapFormat = (typeof HeatMapFormat)[keyof typeof HeatMapFormat];
registerEnumType(HeatMapFormat, {
  name: "HeatMapFormat",
  description: "The format of a heat map.",
  valuesConfig: {
    PNG: { description: "Exact, and large over a photo: up to a megabyte." },
    WEBP: { description: "A few hundredths of that." },
  },
});

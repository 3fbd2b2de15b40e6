import type { VariablesOf } from "../../../api/graphql";
import type { TrainModel } from "./training-choices";

/** What a person has said of a training that is to begin. A number that is left empty is the recipe's own. */
export interface TrainingOptions {
  readonly name: string;
  readonly setId: string | null;
  readonly backboneId: string | null;
  readonly spaceId: string | null;
  readonly head: "BIAM" | "LINEAR";
  readonly recipe: "GENERAL" | "OFFICIAL";
  readonly heads: number;
  readonly channelDim: number;
  readonly batch: number | "";
  readonly epochs: number | "";
  readonly learningRate: number | "";
  readonly validationShare: number | "";
  readonly seed: number;
  readonly threads: number | "";
  readonly activate: boolean;
}

export const USUAL_OPTIONS: TrainingOptions = {
  ...{ name: "", setId: null, backboneId: null, spaceId: null, head: "BIAM", recipe: "GENERAL" },
  ...{ heads: 8, channelDim: 256, batch: "", epochs: "", learningRate: "", validationShare: "" },
  ...{ seed: 1, threads: "", activate: false },
};

type Input = VariablesOf<typeof TrainModel>["input"];

/** The same as the API takes it; null while something that it needs is missing. */
export function inputOf(options: TrainingOptions): Input | null {
  const { setId, backboneId, spaceId, recipe, batch, epochs, learningRate, validationShare } = options;
  const name = options.name.trim();
  if (name === "" || setId === null || backboneId === null) return null;
  const given = (value: number | "") => (value === "" ? null : value);
  const own =
    recipe === "GENERAL"
      ? {
          ...{ batch: given(batch), epochs: given(epochs) },
          ...{ learningRate: given(learningRate), validationShare: given(validationShare) },
        }
      : {};
  return {
    ...{ name, benchmarkSetId: setId, backboneId, spaceId, recipe, ...own },
    ...{ head: options.head, heads: options.heads, channelDim: options.channelDim },
    ...{ seed: options.seed, threads: given(options.threads), activate: options.activate },
  };
}

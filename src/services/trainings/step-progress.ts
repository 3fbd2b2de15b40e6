import type { Recipe } from "../../training/recipe";
import type { StepReport } from "../../training/train";
import type { UntimedProgress } from "./progress-reporter";

/** Turns the steps of a training on this many images into progress over both phases; the end of an epoch is a milestone. */
export function stepProgress(
  images: number,
  recipe: Recipe,
): (report: StepReport) => { progress: UntimedProgress; isMilestone: boolean } {
  const held = Math.floor(images * recipe.validationShare);
  const searchPerEpoch = Math.ceil((images - held) / recipe.batch);
  const fineTuningPerEpoch = Math.ceil(images / recipe.batch);
  const searchSteps = searchPerEpoch * recipe.schedule.epochs;
  return ({ position: { phase, step, validations }, steps, loss }) => {
    const isSearch = phase === "search";
    const perEpoch = isSearch ? searchPerEpoch : fineTuningPerEpoch;
    const progress = {
      phase: isSearch ? "SEARCHING" : "FINE_TUNING",
      epoch: Math.ceil(step / perEpoch),
      epochs: steps / perEpoch,
      step: step + (isSearch ? 0 : searchSteps),
      steps: searchSteps + fineTuningPerEpoch * recipe.fineTuning.epochs,
      loss,
      validations,
    } as const;
    return { progress, isMilestone: step % perEpoch === 0 };
  };
}

import { Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";
import type { TrainingProgress } from "../../storage/trainings/stored-training";
import { CountsFor } from "../entries";
import { Validation } from "./training-report";

enum TrainingPhase {
  PREPARING = "PREPARING",
  SEARCHING = "SEARCHING",
  FINE_TUNING = "FINE_TUNING",
}
registerEnumType(TrainingPhase, {
  name: "TrainingPhase",
  description: "What a training is doing.",
  valuesConfig: {
    PREPARING: { description: "The backbone makes the features; steps are images." },
    SEARCHING: { description: "It trains on part of the images and validates on the others." },
    FINE_TUNING: { description: "It trains the best epoch's weights a little more, on all images." },
  },
});

@ObjectType("TrainingProgress", { description: "How far a training is." })
export class TrainingProgressObject {
  constructor(private readonly progress: TrainingProgress) {}

  @Field(() => TrainingPhase, { description: "What it is doing." })
  get phase(): TrainingPhase {
    return TrainingPhase[this.progress.phase];
  }

  @Field(() => Int, { description: "The epoch of the phase, from 1; 0 while preparing." })
  get epoch(): number {
    return this.progress.epoch;
  }

  @Field(() => Int, { description: "Epochs of the phase." })
  get epochs(): number {
    return this.progress.epochs;
  }

  @Field(() => Int, {
    description: "Steps done, both phases together; images while preparing. Lower again after a crash.",
  })
  get step(): number {
    return this.progress.step;
  }

  @Field(() => Int, { description: "All steps; images while preparing." })
  get steps(): number {
    return this.progress.steps;
  }

  @Field(() => Float, { nullable: true, description: "The ranking loss of the last step's batch." })
  get loss(): number | null {
    return this.progress.loss;
  }

  @Field(() => Float, { nullable: true, description: "Images per second since it was last taken up." })
  get imagesPerSecond(): number | null {
    return this.progress.imagesPerSecond;
  }

  @Field(() => Float, { nullable: true, description: "Seconds left at this pace." })
  get secondsLeft(): number | null {
    return this.progress.secondsLeft;
  }

  @CountsFor(20)
  @Field(() => [Validation], { description: "What validation found so far." })
  get validations(): readonly Validation[] {
    return this.progress.validations;
  }
}

/** The progress that is stored with a training or an event, if there is any. */
export const progressOf = (stored: TrainingProgress | null) => stored && new TrainingProgressObject(stored);

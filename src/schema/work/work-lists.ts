import { Field, ID, ObjectType } from "type-graphql";
import { connectionType } from "../connection";
import { Work } from "./work";
import { WorkKind } from "./work-enums";
import { cancelledType, resumedType } from "./work-results";

export const WorkConnection = connectionType<Work>("Work", Work);

const naming = { field: "work", object: Work };

export const cancelledWork = cancelledType<Work>("CancelledWork", "CancelWorkResult", naming);
export const resumedWork = resumedType<Work>("ResumedWork", "ResumeWorkResult", naming);

@ObjectType({
  description: "A change in some work: it was accepted, began, made progress, ended, or was deleted.",
})
export class WorkChange {
  constructor(id: string, kind: WorkKind, work: Work | null) {
    this.id = id;
    this.kind = kind;
    this.work = work;
  }

  @Field(() => ID, { description: "Its id." })
  id: string;

  @Field(() => WorkKind, { description: "What it is doing." })
  kind: WorkKind;

  @Field(() => Work, { nullable: true, description: "The work as it is now; null if it was deleted." })
  work: Work | null;
}

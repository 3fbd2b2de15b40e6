import { Field, ObjectType } from "type-graphql";

@ObjectType("ModelChoice", { description: "What a model's import chose among published ways." })
export class ModelChoiceObject {
  @Field(() => String, {
    description:
      "What was chosen: `regions`, how patches are read as regions; `evidence`, whether published figures say how good that is for the family; `positions`, how positions were interpolated for a picture of another side.",
  })
  name!: string;

  @Field(() => String, {
    description: "The choice, such as naclip_reduced, published or unmeasured, bicubic_size.",
  })
  value!: string;
}

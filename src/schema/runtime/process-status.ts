import { Field, Float, ObjectType } from "type-graphql";

@ObjectType({
  description:
    "Memory in bytes. Where the service runs in a container with a limit, the limit counts as the machine's memory.",
})
export class MemoryStatus {
  @Field(() => Float, {
    description: "What this process has; an embedded PostgreSQL has its own beside that.",
  })
  processBytes!: number;

  @Field(() => Float, { description: "Of that, what the program's own objects take." })
  heapBytes!: number;

  @Field(() => Float, { description: "What the machine has." })
  machineBytes!: number;

  @Field(() => Float, { description: "What programs can still have of it." })
  availableBytes!: number;
}

@ObjectType({ description: "The disk that holds the data directory, in bytes." })
export class DiskStatus {
  @Field(() => Float, { description: "Its size." })
  totalBytes!: number;

  @Field(() => Float, { description: "What is free of it for the service." })
  freeBytes!: number;
}

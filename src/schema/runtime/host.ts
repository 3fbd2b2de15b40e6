import { Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";
import { toGlobalId } from "../../services/global-id";
import type { HostRow } from "../../storage/hosts/hosts";
import { Node } from "../node";
import { MemoryStatus } from "./process-status";
import { Provider } from "./runtime-enums";

enum HostState {
  RUNNING = "RUNNING",
  STOPPED = "STOPPED",
  LOST = "LOST",
}
registerEnumType(HostState, {
  name: "HostState",
  description: "Whether a process is there.",
  valuesConfig: {
    RUNNING: { description: "It works." },
    STOPPED: {
      description: "It ended in order; what it had under way goes on elsewhere or at its next start.",
    },
    LOST: {
      description:
        "It ended without a word, as by a power cut, or cannot reach the database; other processes go on with its work.",
    },
  },
});

@ObjectType("Host", {
  implements: Node,
  description:
    "A process that does work of the service, on a machine or in a container, as it last told of itself, some seconds ago. Several may share a database and the work in it.",
})
export class HostObject implements Node {
  constructor(private readonly row: HostRow) {}

  get id(): string {
    return toGlobalId("Host", this.row.id);
  }

  @Field(() => String, { description: "The name of the machine, which `Work.host` has too." })
  get name(): string {
    return this.row.name;
  }

  @Field(() => HostState, { description: "Whether it is there." })
  get state(): HostState {
    if (this.row.stoppedAt) return HostState.STOPPED;
    return this.row.isAlive ? HostState.RUNNING : HostState.LOST;
  }

  @Field(() => String, { description: "Its version of Regionary." })
  get version(): string {
    return this.row.version;
  }

  @Field(() => Provider, { description: "What models run on there." })
  get provider(): Provider {
    return this.row.status.provider;
  }

  @Field(() => Int, { description: "Threads that models may use there." })
  get threads(): number {
    return this.row.status.threads;
  }

  @Field(() => Int, { description: "Cores of the machine." })
  get cores(): number {
    return this.row.status.cores;
  }

  @Field(() => Float, {
    description: "Cores' worth of time that the process took lately: 1.5 is one and a half cores at work.",
  })
  get coresBusy(): number {
    return this.row.status.coresBusy;
  }

  @Field(() => MemoryStatus, { description: "Its memory and the machine's." })
  get memory(): MemoryStatus {
    return this.row.status.memory;
  }

  @Field(() => Int, { description: "Images that went through a backbone there since it started." })
  get imagesEncoded(): number {
    return this.row.status.imagesEncoded;
  }

  @Field(() => Int, { description: "Images that were scored against a vocabulary there since it started." })
  get imagesScored(): number {
    return this.row.status.imagesScored;
  }

  @Field(() => Date, { description: "When it started." })
  get startedAt(): Date {
    return this.row.startedAt;
  }

  @Field(() => Date, { description: "When it last told of itself." })
  get seenAt(): Date {
    return this.row.seenAt;
  }
}

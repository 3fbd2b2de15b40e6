import { Ctx, Query, Resolver } from "type-graphql";
import { LoadedModelStatus } from "../../schema/models/loaded-model-status";
import { Runtime } from "../../schema/models/runtime";
import { runtimeStatus } from "../../services/models/runtime-status";
import type { RequestContext } from "../request-context";

@Resolver()
export class RuntimeResolver {
  @Query(() => Runtime, { description: "What this process runs on, and what it has done since it started." })
  runtime(@Ctx() { services }: RequestContext): Runtime {
    const { models, ...status } = runtimeStatus(services);
    return { ...status, loadedModels: models.map((model) => new LoadedModelStatus(model)) };
  }
}

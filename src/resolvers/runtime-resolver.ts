import { Ctx, Query, Resolver } from "type-graphql";
import { Runtime } from "../schema/runtime";
import { runtimeStatus } from "../services/runtime-status";
import type { RequestContext } from "./request-context";

@Resolver()
export class RuntimeResolver {
  @Query(() => Runtime, { description: "What this process runs on and has done since it started." })
  runtime(@Ctx() { services }: RequestContext): Runtime {
    return runtimeStatus(services);
  }
}

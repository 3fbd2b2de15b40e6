import { Ctx, Query, Resolver } from "type-graphql";
import { toGlobalId } from "../schema/global-id";
import { Runtime } from "../schema/runtime";
import { runtimeStatus } from "../services/runtime-status";
import type { RequestContext } from "./request-context";

@Resolver()
export class RuntimeResolver {
  @Query(() => Runtime, { description: "What this process runs on and has done since it started." })
  runtime(@Ctx() { services }: RequestContext): Runtime {
    const { limits, ...status } = runtimeStatus(services);
    const encodeLimits = limits.map(({ model, cap, latencies }) => ({
      modelVersionId: toGlobalId("ModelVersion", model),
      cap,
      latencies: [...latencies],
    }));
    return { ...status, encodeLimits };
  }
}

import { Ctx, FieldResolver, Float, Query, Resolver, Subscription } from "type-graphql";
import { CountsFor } from "../../schema/entries";
import { CacheStatus } from "../../schema/runtime/cache-status";
import { HostObject } from "../../schema/runtime/host";
import { LoadedModelStatus } from "../../schema/runtime/loaded-model-status";
import { DiskStatus } from "../../schema/runtime/process-status";
import { Runtime } from "../../schema/runtime/runtime";
import type { ServiceContext } from "../../services/context";
import { cacheStatus } from "../../services/runtime/cache-status";
import { diskStatus } from "../../services/runtime/process-status";
import { runtimeStatus } from "../../services/runtime/runtime-status";
import { watchRuntime } from "../../services/runtime/watch-runtime";
import { listHosts } from "../../storage/hosts/hosts";
import type { RequestContext } from "../request-context";

@Resolver(() => Runtime)
export class RuntimeResolver {
  @Query(() => Runtime, { description: "What this process runs on, and what it has done since it started." })
  runtime(@Ctx() { services }: RequestContext): Runtime {
    return runtimeNow(services);
  }

  @Subscription(() => Runtime, {
    description: "The same about once a second, beginning at once; it never ends by itself.",
    subscribe: watchRuntime,
  })
  runtimeChanged(@Ctx() { services }: RequestContext): Runtime {
    return runtimeNow(services);
  }

  @FieldResolver(() => DiskStatus, { description: "The disk that holds the data directory." })
  disk(@Ctx() { services }: RequestContext): Promise<DiskStatus> {
    return diskStatus(services.dataDirectory);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      "Bytes that the database takes on its server's disk, as of some seconds ago; null while that is not known.",
  })
  databaseBytes(@Ctx() { services }: RequestContext): Promise<number | null> {
    return services.storageUse.databaseBytes();
  }

  @CountsFor(3)
  @FieldResolver(() => [CacheStatus], { description: "What is kept so that it need not be made again." })
  caches(@Ctx() { services }: RequestContext): Promise<CacheStatus[]> {
    return cacheStatus(services);
  }

  @CountsFor(5)
  @Query(() => [HostObject], {
    description:
      "The processes that do this service's work, the running ones first; of a machine where none runs, the last that did in the last 7 days.",
  })
  async hosts(@Ctx() { services }: RequestContext): Promise<HostObject[]> {
    const hosts = await listHosts(services.db);
    return hosts.map((row) => new HostObject(row));
  }
}

function runtimeNow(services: ServiceContext): Runtime {
  const { models, ...status } = runtimeStatus(services);
  return { ...status, loadedModels: models.map((model) => new LoadedModelStatus(model)) };
}

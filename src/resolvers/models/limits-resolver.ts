import { Ctx, Query, Resolver } from "type-graphql";
import { Access, Limits } from "../../schema/models/limits";
import { serviceLimits } from "../../services/service-limits";
import type { RequestContext } from "../request-context";
import { MAX_ADDED_IMAGES, MAX_REQUEST_BYTES, MAX_REQUEST_FILES } from "../request-limits";

@Resolver()
export class LimitsResolver {
  @Query(() => Limits, { description: "How much this service takes at once." })
  limits(): Limits {
    return {
      ...serviceLimits,
      maxAddedImages: MAX_ADDED_IMAGES,
      maxRequestFiles: MAX_REQUEST_FILES,
      maxRequestBytes: MAX_REQUEST_BYTES,
    };
  }

  @Query(() => Access, { description: "How clients reach this service." })
  access(@Ctx() { keyRequired }: RequestContext): Access {
    return { keyRequired };
  }
}

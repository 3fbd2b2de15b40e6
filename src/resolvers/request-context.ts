import type { ServiceContext } from "../services/context";
import type { Loaders } from "./loaders";

/** What a resolver is given: the use cases' context, this operation's loaders, and where we are reached. */
export interface RequestContext {
  readonly services: ServiceContext;
  readonly loaders: Loaders;
  /** Fires when the caller of a request has left; not for subscriptions, which end by themselves. */
  readonly signal?: AbortSignal;
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

import type { ServiceContext } from "../services/context";
import type { Loaders } from "./loaders";

/** What resolvers get: the use cases' context, this operation's loaders, and the service's own address. */
export interface RequestContext {
  readonly services: ServiceContext;
  readonly loaders: Loaders;
  /** The address that a request came from: those who share the service take turns. */
  readonly caller?: string;
  /** Fires when the caller of a request has disconnected; not for subscriptions, which end by themselves. */
  readonly signal?: AbortSignal;
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

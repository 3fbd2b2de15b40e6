import type { ServiceContext } from "../services/context";
import type { Loaders } from "./loaders";

/** What resolvers get: the use cases' context, this operation's loaders, and where its URLs lead. */
export interface RequestContext {
  readonly services: ServiceContext;
  readonly loaders: Loaders;
  /** The address that a request came from: those who share the service take turns. */
  readonly caller?: string;
  /** Fires when the caller of a request has disconnected; not for subscriptions, which end by themselves. */
  readonly signal?: AbortSignal;
  /** Whether requests must carry an API key. */
  readonly keyRequired: boolean;
  /**
   * The URL of a path of this service, which begins with a slash and may have a query. Where there is a key, it can be
   * read without it for some hours.
   */
  readonly linkTo: (address: string) => string;
}

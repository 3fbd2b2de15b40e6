/**
 * Where the service is. The studio lies one level below it, wherever a proxy has put both: the page's `<base>` says
 * where that is.
 */
export const serviceBase = new URL("../", document.baseURI);

export const endpoint = new URL("graphql", serviceBase);

export const socketEndpoint = new URL(endpoint);
socketEndpoint.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";

/** What the service's addresses begin with, below its own: the last such part, as a proxy may have one too. */
const PLACES = /^.*\/((?:images|heat-maps|evaluations|batches|searches|uploads)\/.*)$/;

/** An address of an answer as this page reaches it, which may be through a proxy that the service was not told of. */
export function serviceUrl(address: string): string {
  const { pathname, search } = new URL(address, serviceBase);
  const place = PLACES.exec(pathname)?.[1];
  return place === undefined ? address : new URL(place + search, serviceBase).href;
}

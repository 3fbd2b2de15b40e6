import { keyHeaders, SENDER } from "../api/access-key";
import { endpoint } from "../api/address";

/**
 * The data of a query to the service that served this page; throws an `Error` that says why there is none. Where a key
 * is missing, the studio asks for it, and sends one back here.
 */
export async function ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", ...keyHeaders() },
    body: JSON.stringify({ query, variables }),
  });
  if (response.status === 401) {
    sessionStorage.setItem(SENDER, window.location.href);
    window.location.replace("./");
  }
  const { data, errors } = await response.json();
  if (errors?.length > 0) throw new Error(errors[0].message);
  return data;
}

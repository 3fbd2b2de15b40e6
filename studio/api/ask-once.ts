import { type AnyVariables, stringifyDocument, type TypedDocumentNode } from "@urql/core";
import { keyHeaders } from "./access-key";
import { endpoint } from "./address";
import { connectionOf, setConnection, whenReachable } from "./connection";

/** The data, or why there is none. */
export interface Answer<Data> {
  readonly data: Data | null;
  readonly problem: string | null;
}

/**
 * Asks past the cache, which would keep the answer under all that was asked: for queries of thousands of words that nobody
 * asks again.
 */
export async function askOnce<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  const body = JSON.stringify({ query: stringifyDocument(query), variables });
  try {
    const response = await answerTo(body);
    const { data = null, errors = [] } = (await response.json()) as {
      data?: Data | null;
      errors?: readonly { readonly message: string }[];
    };
    return { data, problem: errors[0]?.message ?? null };
  } catch (error) {
    return { data: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Of a service that is away, once it is back. */
async function answerTo(body: string): Promise<Response> {
  for (;;) {
    const headers = { "content-type": "application/json", accept: "application/json", ...keyHeaders() };
    const response = await fetch(endpoint, { method: "POST", headers, body }).catch(() => null);
    const found = connectionOf(response?.status ?? 0);
    if (found !== null) setConnection(found);
    if (response && found !== "away") return response;
    await whenReachable();
  }
}

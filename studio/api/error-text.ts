import type { CombinedError } from "urql";

/** What the service says was wrong with a request; null where it could not be asked, which the whole page says. */
export function errorText(error: CombinedError | undefined): string | null {
  return error?.graphQLErrors[0]?.message ?? null;
}

/**
 * What an answer says is wrong, or null. Of a union, that is its member `Error`, so the document has to ask for
 * `... on Error { message }`.
 */
export function problemOf(answer: object | null | undefined): string | null {
  if (!answer || !("message" in answer)) return null;
  return typeof answer.message === "string" ? answer.message : null;
}

/** Longer than any type with its parameters. */
const LONGEST_HEAD = 1_024;
/** Parameters may be quoted, and then hold a comma. */
const HEAD = /^\s*data:((?:[^,"]|"[^"]*")*),/i;

/**
 * A data URL (RFC 2397) in two parts: where its data begins, and whether that is base64. Any type with any parameters, or
 * none, in any case. Null for anything else.
 */
export function dataUrl(text: string): { readonly begin: number; readonly isBase64: boolean } | null {
  const head = HEAD.exec(text.slice(0, LONGEST_HEAD));
  if (!head) return null;
  return { begin: head[0].length, isBase64: /(?:^|;)\s*base64\s*$/i.test(head[1]!) };
}

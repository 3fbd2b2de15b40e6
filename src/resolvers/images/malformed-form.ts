/** Whether the multipart reader says that a form breaks its format; these errors have no status. */
export function isMalformedForm(error: unknown): error is Error {
  return (
    error instanceof Error &&
    /^(Unexpected end of (form|file)|Malformed (part header|content type|urlencoded form)|Multipart: Boundary not found|Unsupported content type)/.test(
      error.message,
    )
  );
}

/** An image's own fault, or its absence: encoding it would fail again. */
export const FINAL_CODES: ReadonlySet<string> = new Set([
  ...["INVALID_IMAGE", "IMAGE_TOO_LARGE", "BLOB_MISSING", "MODEL_OVERFLOW", "NOT_FOUND"],
]);

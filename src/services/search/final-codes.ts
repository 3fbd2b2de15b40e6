/** An image's own fault, or its absence: encoding it would fail again. A lane fails when one image has ended it twice. */
export const FINAL_CODES: ReadonlySet<string> = new Set([
  ...["INVALID_IMAGE", "IMAGE_TOO_LARGE", "BLOB_MISSING", "MODEL_OVERFLOW", "LANE_FAILED", "NOT_FOUND"],
]);

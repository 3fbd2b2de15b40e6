/**
 * Every failure that a person can cause or fix has a stable code. The message says what was expected, what
 * was got, and what to do; it never carries a secret or a path that the caller did not give.
 */
export const ERROR_CODES = [
  "INVALID_INPUT", // an argument is out of its range or of the wrong form
  "INVALID_IMAGE", // the bytes are no picture that can be decoded whole
  "IMAGE_TOO_LARGE", // too many bytes or too many pixels
  "INVALID_VOCABULARY", // empty, too long, duplicate or unresolvable labels, bad vectors
  "VECTOR_SPACE_MISMATCH", // the model takes vectors of a space that the vocabulary has none of
  "INVALID_WORD_VECTORS", // a word-vector file that breaks its own format
  "INVALID_CHECKPOINT", // cut off, unsafe, or not of a known format
  "CHECKPOINT_MISMATCH", // tensors missing, extra or of another shape
  "INVALID_BACKBONE", // an ONNX file or manifest that cannot be cut into body and tail
  "INVALID_DATASET", // a file of a benchmark set that breaks its format or contradicts another
  "NOT_FOUND",
  "CONFLICT", // the name or the idempotency key is taken by something else
  "IN_USE", // what is to be deleted is used by something else
  "MODEL_NOT_READY", // no model is active, or it cannot be loaded
  "MODEL_OVERFLOW", // the model's numbers for an image are beyond half precision
  "FLOAT16_UNSUITABLE", // the model cannot be computed in half precision: it has to stay float32
  "OVERLOADED",
  "CANCELLED",
  "DEADLINE_EXCEEDED",
  "PROVIDER_UNAVAILABLE", // the execution provider asked for cannot run here
  "INVALID_CONFIGURATION",
  "UNAUTHENTICATED",
  "LANE_FAILED", // a worker thread ended twice under the same batch
  "STORAGE_UNAVAILABLE",
  "SEARCH_EXPIRED", // the search that a cursor or id belongs to is no longer kept: search again
  "NOT_CALIBRATED", // a probability is asked for where nothing maps scores to probabilities
  "BLOB_MISSING", // bytes that a row names are not in the store, or are not what they were
  "DOWNLOAD_FAILED", // the server cannot be reached, refuses, breaks off or stalls; or the disk is full
  "DOWNLOAD_MISMATCH", // what was received is whole but not the file that was asked for
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** The one error class of the project: code for programs, message for people, details for both. */
export class RegionaryError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "RegionaryError";
  }
}

/** Whether `error` carries one of our codes, across thread boundaries where `instanceof` is lost. */
export function isRegionaryError(error: unknown): error is RegionaryError {
  return (
    error instanceof Error &&
    "code" in error &&
    (ERROR_CODES as readonly string[]).includes(String((error as { code: unknown }).code))
  );
}

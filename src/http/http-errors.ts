import { isNativeError } from "node:util/types";
import type { ErrorRequestHandler } from "express";
import { type ErrorCode, isRegionaryError } from "../errors";
import { isMalformedForm } from "../resolvers/images/malformed-form";
import { FULL_DISK } from "../services/storage-trouble";
import { isDiskFull, isStorageUnavailable } from "../storage/database/storage-errors";
import { problem } from "./access";

const STATUS: Partial<Record<ErrorCode, number>> = {
  INVALID_INPUT: 400,
  INVALID_IMAGE: 400,
  INVALID_VOCABULARY: 400,
  IMAGE_TOO_LARGE: 413,
  NOT_FOUND: 404,
  SEARCH_EXPIRED: 410,
  CONFLICT: 409,
  VECTOR_SPACE_MISMATCH: 409,
  UNAUTHENTICATED: 401,
  MODEL_NOT_READY: 503,
  OVERLOADED: 503,
  CANCELLED: 503,
  STORAGE_UNAVAILABLE: 503,
};

/** The one place where errors become HTTP answers; those of middleware have a status of their own. */
export function answerErrors(report: (error: unknown) => void): ErrorRequestHandler {
  return (error, request, response, _next) => {
    // Half of the answer has been sent: breaking off is the only way left to say that it is incomplete.
    if (response.headersSent || isAborted(error)) {
      response.destroy();
      return;
    }
    // Read and drop what is still being sent, or the sender would never see the answer.
    request.resume();
    if (isRegionaryError(error)) {
      response.status(STATUS[error.code] ?? 500).json(problem(error.code, error.message, error.details));
    } else if (isStorageUnavailable(error)) {
      report(error);
      response
        .status(503)
        .json(
          problem(
            "STORAGE_UNAVAILABLE",
            isDiskFull(error) ? FULL_DISK : "The database cannot be reached. Try again shortly.",
          ),
        );
    } else if (typeof error?.status === "number" && error.status >= 400 && error.status < 500) {
      const code = error.status === 413 ? "IMAGE_TOO_LARGE" : "INVALID_INPUT";
      response.status(error.status).json(problem(code, error.message));
    } else if (isMalformedForm(error)) {
      response.status(400).json(problem("INVALID_INPUT", `The upload cannot be read: ${error.message}`));
    } else {
      report(error);
      response
        .status(500)
        .json(problem("INTERNAL_SERVER_ERROR", "Something went wrong inside the service; see its log."));
    }
  };
}

/** What reading a body says when its sender leaves. */
function isAborted(error: unknown): boolean {
  return (
    isNativeError(error) && "code" in error && error.code === "ECONNRESET" && error.message === "aborted"
  );
}

import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { isRegionaryError } from "../errors";
import { FULL_DISK } from "../services/storage-trouble";
import { isDiskFull, isStorageUnavailable } from "../storage/database/storage-errors";

const RETRY_AFTER_MS = 2_000;

/**
 * The one place where errors become GraphQL errors. Ours keep code, message and details; a database that
 * cannot be reached is STORAGE_UNAVAILABLE; errors of the request's own form keep their message; of
 * anything else, a client learns only that it happened, and `report` gets the rest.
 */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  report: (error: unknown) => void,
): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  if (isRegionaryError(original)) {
    return {
      ...formatted,
      message: original.message,
      extensions: { ...original.details, code: original.code },
    };
  }
  if (isStorageUnavailable(original)) {
    report(original);
    return {
      ...formatted,
      message: isDiskFull(original)
        ? FULL_DISK
        : "The database cannot be reached. Nothing that was accepted is lost; try again shortly.",
      extensions: { code: "STORAGE_UNAVAILABLE", retryAfterMs: RETRY_AFTER_MS },
    };
  }
  if (original instanceof GraphQLError && formatted.extensions?.code !== "INTERNAL_SERVER_ERROR") {
    return { ...formatted, extensions: { code: formatted.extensions?.code } };
  }
  if (isArgumentError(original)) {
    return { ...formatted, message: original.message, extensions: { code: "BAD_USER_INPUT" } };
  }
  report(original);
  return {
    ...formatted,
    message: "Something went wrong inside the service; see its log.",
    extensions: { code: "INTERNAL_SERVER_ERROR" },
  };
}

/**
 * What GraphQL.js says only while it executes, as an error of its own: a nullable variable was given for a non-null
 * argument, or so many variables' values are wrong that it stopped counting.
 */
function isArgumentError(error: unknown): error is GraphQLError {
  return (
    error instanceof GraphQLError &&
    !error.originalError &&
    /^(Argument "|Too many errors processing variables)/.test(error.message)
  );
}

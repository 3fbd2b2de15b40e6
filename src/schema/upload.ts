import { GraphQLError, GraphQLScalarType } from "graphql";

/** A file of a multipart request, as graphql-upload hands it over. */
export interface PendingUpload {
  readonly filename: string;
  createReadStream(): NodeJS.ReadableStream;
}

const hasPromise = (value: unknown): value is { promise: Promise<PendingUpload> } =>
  typeof value === "object" && value !== null && "promise" in value && value.promise instanceof Promise;

/** The scalar of the GraphQL multipart request specification: it can only be a file of the request. */
export const GraphQLUpload = new GraphQLScalarType<Promise<PendingUpload>>({
  name: "Upload",
  description:
    "A file of a multipart request (https://github.com/jaydenseric/graphql-multipart-request-spec).",
  parseValue(value) {
    if (hasPromise(value)) return value.promise;
    throw new GraphQLError("An upload must be a file of a multipart request; got another value.", {
      extensions: { code: "INVALID_INPUT" },
    });
  },
  parseLiteral() {
    throw new GraphQLError("An upload must be given as a variable.", {
      extensions: { code: "INVALID_INPUT" },
    });
  },
  serialize() {
    throw new GraphQLError("An upload cannot be an output.");
  },
});

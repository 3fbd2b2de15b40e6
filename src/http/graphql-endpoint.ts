import type { Server } from "node:http";
import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled } from "@apollo/server/plugin/disabled";
import { ApolloServerPluginDrainHttpServer } from "@apollo/server/plugin/drainHttpServer";
import { expressMiddleware } from "@as-integrations/express5";
import type { RequestHandler, Response } from "express";
import { GraphQLError, type GraphQLSchema } from "graphql";
import { RegionaryError } from "../errors";
import { MAX_IMAGE_BYTES } from "../pictures/reading/open-image";
import { formatError } from "../resolvers/format-error";
import type { RequestContext } from "../resolvers/request-context";
import { MAX_REQUEST_FILES } from "../resolvers/request-limits";
import { jsonBody } from "./bodies/json-body";
import { limitRules, MAX_TOKENS } from "./graphql-limits";
import { tooManyEntries } from "./query-size";

interface GraphqlEndpoint {
  readonly handlers: RequestHandler[];
  stop(): Promise<void>;
}

/** GraphQL over HTTP: JSON, and multipart for uploads. */
export async function graphqlEndpoint(options: {
  schema: GraphQLSchema;
  httpServer: Server;
  makeContext: (caller?: string, signal?: AbortSignal) => RequestContext;
  report: (error: unknown) => void;
}): Promise<GraphqlEndpoint> {
  const { schema, httpServer, makeContext, report } = options;
  const server = new ApolloServer<RequestContext>({
    schema,
    // The schema is the documentation, which GraphiQL reads by introspection.
    introspection: true,
    persistedQueries: false,
    // A form on another site cannot send the headers that a multipart request must have.
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationRules: limitRules,
    formatError: (formatted, error) => formatError(formatted, error, report),
    plugins: [
      ApolloServerPluginCacheControlDisabled(), // it watches every field, to find that nothing may be cached
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: 2_000 }),
      refuseSubscriptions,
      refuseTooManyEntries(schema),
    ],
    stopOnTerminationSignals: false,
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: report },
  });
  await server.start();
  const { default: uploads } = await import("graphql-upload/graphqlUploadExpress.mjs");
  return {
    handlers: [
      uploads({ maxFileSize: MAX_IMAGE_BYTES, maxFiles: MAX_REQUEST_FILES, maxFieldSize: 1024 * 1024 }),
      jsonBody(),
      expressMiddleware(server, {
        context: async ({ req, res }) => {
          res.setHeader("Cache-Control", "no-store");
          return makeContext(req.socket.remoteAddress, whenLeft(res));
        },
      }),
    ],
    stop: () => server.stop(),
  };
}

/** Fires, with CANCELLED for its reason, when the connection closes before the answer is out. */
function whenLeft(response: Response): AbortSignal {
  const left = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished)
      left.abort(new RegionaryError("CANCELLED", "The caller disconnected before the answer was ready."));
  });
  return left.signal;
}

/** Apollo would run a subscription as if it were a query. */
const refuseSubscriptions: ApolloServerPlugin = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation?.operation !== "subscription") return;
      throw new GraphQLError(
        "Send subscriptions over WebSocket, to the same address with the protocol graphql-transport-ws.",
        { extensions: { code: "BAD_REQUEST", http: { status: 400 } } },
      );
    },
  }),
};

/** How much a query asks for is known only with its variables. */
const refuseTooManyEntries = (schema: GraphQLSchema): ApolloServerPlugin => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, request: { operationName, variables } }) => {
      const error = tooManyEntries(schema, document, operationName, variables);
      if (!error) return;
      error.extensions.http = { status: 400 };
      throw error;
    },
  }),
});

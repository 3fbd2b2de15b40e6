import type { IncomingMessage, Server } from "node:http";
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from "graphql";
import { useServer as serveGraphql } from "graphql-ws/use/ws";
import { type WebSocket, WebSocketServer } from "ws";
import { formatError } from "../resolvers/format-error";
import type { RequestContext } from "../resolvers/request-context";
import { type AccessRules, carriedKey, isFromAllowedPage, isKey } from "./access";
import { checkedDocument } from "./graphql-limits";
import { tooManyEntries } from "./query-size";
import { subscribeWith } from "./subscribe-with";
import { createWaitingSockets } from "./waiting-sockets";

const MAX_MESSAGE_BYTES = 1024 * 1024;
const MAX_SOCKETS = 1_000;
const MAX_SUBSCRIPTIONS_PER_SOCKET = 100;

/** GraphQL over WebSocket (graphql-transport-ws), for subscriptions. */
export function subscriptions(options: {
  schema: GraphQLSchema;
  httpServer: Server;
  rules: AccessRules;
  makeContext: () => RequestContext;
  report: (error: unknown) => void;
}): { stop(): Promise<void> } {
  const { schema, httpServer, rules, makeContext, report } = options;
  // What a subscription threw arrives wrapped, and without the path that field errors have.
  const format = (error: GraphQLError) =>
    formatError(withCode(error), error.originalError ?? error, report) as GraphQLError;
  const waiting = createWaitingSockets();
  const admitted = new Set<WebSocket>();
  const socketServer: WebSocketServer = new WebSocketServer({
    server: httpServer,
    path: "/graphql",
    maxPayload: MAX_MESSAGE_BYTES,
    // A page on another site could open a socket with the password that the browser has stored for us.
    verifyClient: (
      { req }: { req: IncomingMessage },
      answer: (isAccepted: boolean, status: number) => void,
    ) => {
      if (isFromAllowedPage(req, rules)) answer(admitted.size < MAX_SOCKETS, 503);
      else answer(false, 403);
    },
  });
  const server = serveGraphql(
    {
      schema,
      jsonMessageReviver: refuseServersMessages,
      onConnect: ({ connectionParams, extra }) => {
        const key = keyOf(connectionParams) ?? carriedKey(extra.request);
        if (!isKey(key, rules)) return false; // closes the socket with 4403
        waiting.admit(extra.socket);
        admitted.add(extra.socket);
        extra.socket.once("close", () => admitted.delete(extra.socket));
        return true;
      },
      context: () => makeContext(),
      subscribe: subscribeWith(makeContext),
      onSubscribe: ({ subscriptions: current }, _id, { query, operationName, variables }) => {
        if (Object.keys(current).length > MAX_SUBSCRIPTIONS_PER_SOCKET) return [tooManySubscriptions()];
        const checked = checkedDocument(schema, query);
        if (!("kind" in checked)) return checked;
        const excess = tooManyEntries(schema, checked, operationName, variables);
        if (excess) return [excess];
        return {
          schema,
          operationName,
          document: checked,
          variableValues: variables,
          contextValue: makeContext(),
        };
      },
      onError: (_context, _id, _payload, errors) => errors.map(format),
      onNext: (_context, _id, _payload, _args, result) =>
        result.errors ? { ...result, errors: result.errors.map(format) } : undefined,
    },
    socketServer,
  );
  // Replaces graphql-ws' own listener, which prints a stack trace for a client's mistake, such as a message
  // over the size limit. `ws` has told the client and closed the socket.
  socketServer.on("connection", (socket, { socket: { remoteAddress = "" } }) => {
    waiting.add(socket, remoteAddress);
    socket.removeAllListeners("error");
    socket.on("error", ({ message }) =>
      report(`A WebSocket was closed because of a bad message: ${message}`),
    );
  });
  return {
    stop: async () => {
      await server.dispose();
    },
  };
}

const SERVERS_MESSAGES = ["connection_ack", "next", "error"];

/** graphql-ws takes a message that only a server may send for a fault of this server; thrown here, it closes with 4400. */
function refuseServersMessages(key: string, value: unknown): unknown {
  const isMessage = key === "" && typeof value === "object" && value !== null && "type" in value;
  if (isMessage && SERVERS_MESSAGES.includes(String(value.type)))
    throw new Error("Only a server sends this.");
  return value;
}

function tooManySubscriptions(): GraphQLError {
  const message = `A connection can have at most ${MAX_SUBSCRIPTIONS_PER_SOCKET} subscriptions at a time. Complete some, or open another connection.`;
  return new GraphQLError(message, { extensions: { code: "OVERLOADED" } });
}

/** The codes that Apollo gives the same errors over HTTP. */
function withCode(error: GraphQLError): GraphQLFormattedError {
  const { code = error.path ? "INTERNAL_SERVER_ERROR" : "BAD_USER_INPUT" } = error.extensions;
  return { ...error.toJSON(), extensions: { code } };
}

/** The key in `connectionParams`, under the names of the HTTP headers. */
function keyOf(parameters: Record<string, unknown> | undefined): string | undefined {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(parameters ?? {})) {
    if (typeof value === "string") headers[name.toLowerCase()] = value;
  }
  return carriedKey({ headers });
}

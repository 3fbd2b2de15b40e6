import { createClient, type Sink, type SubscribePayload } from "graphql-ws";
import { keyHeaders } from "./access-key";
import { socketEndpoint } from "./address";
import { look, setConnection, tellReturn } from "./connection";

const LONGEST_WAIT_MS = 10_000;
/** Often enough that no proxy takes the connection for an idle one. */
const PING_MS = 20_000;
const LONGEST_PONG_MS = 5_000;
const CLOSED_BY_US = 1000;

let noPong: ReturnType<typeof setTimeout> | undefined;

const socket = createClient({
  url: socketEndpoint.href,
  connectionParams: keyHeaders,
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
  retryWait: (retries) =>
    new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_WAIT_MS, 500 * 2 ** retries))),
  keepAlive: PING_MS,
  on: {
    connected: (_socket, _payload, wasRetry) => {
      setConnection("online");
      if (wasRetry) tellReturn();
    },
    // A connection may be lost without a word, as where a computer slept.
    ping: (isReceived) => {
      if (!isReceived) noPong = setTimeout(() => socket.terminate(), LONGEST_PONG_MS);
    },
    pong: (isReceived) => {
      if (isReceived) clearTimeout(noPong);
    },
    closed: (event) => {
      clearTimeout(noPong);
      if ((event as CloseEvent).code !== CLOSED_BY_US) void look(); // why, a closed socket does not say
    },
  },
});

/** An event of something that can be followed again from where one was. */
interface Numbered {
  readonly sequence: number;
}

/**
 * Subscribes. After a lost connection the client sends the same payload again: of a subscription with `afterSequence`,
 * that then says what was seen last, so that nothing is missed and nothing comes twice.
 */
export function subscribe(
  { query, variables = {} }: { query?: string; variables?: Record<string, unknown> },
  sink: Sink,
): () => void {
  const payload: SubscribePayload = { query: query ?? "", variables: { ...variables } };
  return socket.subscribe(payload, {
    ...sink,
    next: (result) => {
      const sequence = lastSequence(result.data);
      if (sequence !== undefined && "afterSequence" in variables) payload.variables!.afterSequence = sequence;
      sink.next(result);
    },
  });
}

function lastSequence(data: unknown): number | undefined {
  const [event] = Object.values(data ?? {}) as (Numbered | null)[];
  return event?.sequence;
}

import { createClient, type Sink, type SubscribePayload } from "graphql-ws";
import { keyHeaders } from "./access-key";
import { socketEndpoint } from "./address";
import { setConnection } from "./connection";

const LONGEST_WAIT_MS = 10_000;

const socket = createClient({
  url: socketEndpoint.href,
  connectionParams: keyHeaders,
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
  retryWait: (retries) =>
    new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_WAIT_MS, 500 * 2 ** retries))),
  on: {
    connected: () => setConnection("online"),
    closed: (event) => {
      const { code } = event as CloseEvent;
      if (code === 4403) setConnection("locked");
      else if (code !== 1000) setConnection("away");
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

import type { Page } from "playwright-core";

/**
 * The numbers of the events that each subscription of a page was sent, in their order, over all of its connections: the
 * client keeps a subscription's id when it connects again. To be called before the page is opened.
 */
export function followedSequences(page: Page): ReadonlyMap<string, readonly number[]> {
  const sequences = new Map<string, number[]>();
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      const { id, type, payload: result } = JSON.parse(payload.toString());
      if (type !== "next") return;
      const [event] = Object.values(result.data ?? {}) as ({ sequence?: number } | null)[];
      if (event?.sequence === undefined) return;
      sequences.set(id, [...(sequences.get(id) ?? []), event.sequence]);
    });
  });
  return sequences;
}

import type { WebSocket } from "ws";

const MAX_PER_ADDRESS = 50;
const MAX_IN_ALL = 500;
/** "Try again later", of the registry that RFC 6455 set up. */
const TRY_AGAIN_LATER = 1013;

/** The sockets that have not yet shown that they may be here. */
interface WaitingSockets {
  add(socket: WebSocket, address: string): void;
  /** The socket has shown it. */
  admit(socket: WebSocket): void;
}

/**
 * Keeps few sockets waiting: one too many of an address, or of all, ends the one there that waits longest. Who has a key
 * shows it in its first message, and so is never among those, whatever others do: refusing the newest instead would let
 * anyone without a key keep everybody out.
 */
export function createWaitingSockets(
  { perAddress, inAll } = { perAddress: MAX_PER_ADDRESS, inAll: MAX_IN_ALL },
): WaitingSockets {
  const waiting = new Map<WebSocket, string>(); // in order of arrival
  const endOldest = (isAmong: (address: string) => boolean) => {
    for (const [socket, address] of waiting) {
      if (!isAmong(address)) continue;
      waiting.delete(socket);
      socket.close(TRY_AGAIN_LATER, "Too many connections are waiting to be initialized.");
      // Whoever does not answer the close either is not waited for.
      setTimeout(() => socket.terminate(), 1_000).unref();
      return;
    }
  };
  return {
    add(socket, address) {
      let ofAddress = 0;
      for (const other of waiting.values()) if (other === address) ofAddress++;
      if (ofAddress >= perAddress) endOldest((other) => other === address);
      else if (waiting.size >= inAll) endOldest(() => true);
      waiting.set(socket, address);
      socket.once("close", () => waiting.delete(socket));
    },
    admit: (socket) => {
      waiting.delete(socket);
    },
  };
}

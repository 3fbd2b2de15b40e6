import { EventEmitter } from "node:events";
import type { WebSocket } from "ws";
import { createWaitingSockets } from "../../src/http/waiting-sockets";

/** A socket as far as it matters here. */
class Socket extends EventEmitter {
  closedWith: number | null = null;
  close(code: number): void {
    this.closedWith = code;
    this.emit("close");
  }
  terminate(): void {}
}
const asSocket = (socket: Socket): WebSocket => socket as EventEmitter as WebSocket;

describe("sockets that have not shown a key", () => {
  const opened = (count: number, waiting: ReturnType<typeof createWaitingSockets>, address = "a") =>
    Array.from({ length: count }, () => {
      const socket = new Socket();
      waiting.add(asSocket(socket), address);
      return socket;
    });
  const states = (sockets: readonly Socket[]) => sockets.map(({ closedWith }) => closedWith);

  it("end, the oldest first, when their address opens one more than it may", () => {
    const waiting = createWaitingSockets({ perAddress: 2, inAll: 10 });
    const other = opened(1, waiting, "b");
    expect(states(opened(4, waiting))).toEqual([1013, 1013, null, null]);
    expect(states(other)).toEqual([null]);
  });

  it("end, the oldest of all first, when many addresses open too many together", () => {
    const waiting = createWaitingSockets({ perAddress: 2, inAll: 3 });
    const sockets = ["a", "b", "c", "d", "e"].flatMap((address) => opened(1, waiting, address));
    expect(states(sockets)).toEqual([1013, 1013, null, null, null]);
  });

  it("are never closed for others once they have shown it, nor counted when they are gone", () => {
    const waiting = createWaitingSockets({ perAddress: 2, inAll: 10 });
    const [admitted, gone] = opened(2, waiting);
    waiting.admit(asSocket(admitted!));
    gone!.emit("close");
    expect(states([...opened(2, waiting), admitted!])).toEqual([null, null, null]);
  });
});

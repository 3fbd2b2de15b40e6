import { types } from "node:util";
import { ERROR_CODES, type ErrorCode, RegionaryError } from "../errors";

/** What a thread can do: by task name, the message that goes in and the result that comes out. */
export type Tasks = Record<string, { message: unknown; result: unknown }>;

/** A value to be sent to another thread, with the buffers that move there instead of being copied. */
export interface Parcel<V> {
  readonly value: V;
  readonly transfer: ArrayBuffer[];
}

/** A message to a thread: a task, or the order to end, which it follows between two native calls. */
export type ThreadRequest = { readonly id: number; readonly task: string; readonly message: unknown } | "end";

export type ThreadReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: PackedError }
  | { readonly endedBy: string };

/** An error as plain data: structured cloning keeps only the message of an `Error`. */
interface PackedError {
  readonly name: string;
  readonly code: string | null;
  readonly message: string;
  readonly stack: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Takes an error apart, to send it to another thread. */
export function packError(error: unknown): PackedError {
  if (!types.isNativeError(error) && !(error instanceof DOMException))
    return { name: "Error", code: null, message: String(error), stack: undefined, details: {} };
  const { code, details } = error as { code?: unknown; details?: PackedError["details"] };
  return {
    name: error.name,
    code: typeof code === "string" ? code : null,
    message: error.message,
    stack: error.stack,
    details: details ?? {},
  };
}

/** Puts an error together again: a `RegionaryError` where it was one, with its code, message and details; else with its code, if it had one. */
export function unpackError(packed: PackedError): Error {
  const { name, code, message, details, stack } = packed;
  const ours = (ERROR_CODES as readonly (string | null)[]).includes(code);
  const error = ours
    ? new RegionaryError(code as ErrorCode, message, details)
    : Object.assign(new Error(message), code !== null && { code });
  error.name = name;
  if (stack) error.stack = stack;
  return error;
}

/**
 * Numbers that fill their buffer alone, so that it can be transferred without taking neighbors along; copied if
 * they do not. ONNX Runtime makes its outputs in memory of Node's own, which may move.
 */
export function ownBuffer(numbers: Float32Array): Float32Array<ArrayBuffer> {
  const alone = numbers.byteLength === numbers.buffer.byteLength;
  return (alone ? numbers : numbers.slice()) as Float32Array<ArrayBuffer>;
}

/**
 * Bytes in memory of our own, which can be transferred. A `Buffer` cannot: it may lie in Node's pool or belong to a
 * native module such as sharp, which Node 22 and later refuse to transfer; and its `slice` copies nothing.
 */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

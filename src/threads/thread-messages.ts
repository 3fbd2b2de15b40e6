import { types } from "node:util";
import { ERROR_CODES, type ErrorCode, RegionaryError } from "../errors";

/** What a thread can be asked to do: by task name, the message that goes in and the result that comes out. */
export type Tasks = Record<string, { message: unknown; result: unknown }>;

/** A value on its way to another thread, with the buffers that move there instead of being copied. */
export interface Parcel<V> {
  readonly value: V;
  readonly transfer: ArrayBuffer[];
}

/** To a thread: a task, or the order to end with an exit code, obeyed between two native calls. */
export type ThreadRequest =
  | { readonly id: number; readonly task: string; readonly message: unknown }
  | { readonly endWith: number };

export type ThreadReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: PackedError };

/** An error as plain data: structured cloning keeps only the message of an `Error`. */
export interface PackedError {
  readonly code: string | null;
  readonly message: string;
  readonly stack: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Takes an error apart for the way to another thread. */
export function packError(error: unknown): PackedError {
  if (!types.isNativeError(error))
    return { code: null, message: String(error), stack: undefined, details: {} };
  const { code, details } = error as { code?: unknown; details?: PackedError["details"] };
  return {
    code: typeof code === "string" ? code : null,
    message: error.message,
    stack: error.stack,
    details: details ?? {},
  };
}

/** Puts an error together again: a `RegionaryError` where it was one, with its code, message and details. */
export function unpackError(packed: PackedError): Error {
  const { code, message, details, stack } = packed;
  const ours = (ERROR_CODES as readonly (string | null)[]).includes(code);
  const error = ours ? new RegionaryError(code as ErrorCode, message, details) : new Error(message);
  if (stack) error.stack = stack;
  return error;
}

/**
 * A typed array that fills its buffer alone, so that the buffer can be transferred without taking
 * neighbours along; copied if it does not.
 */
export function ownBuffer<A extends Float32Array | Uint16Array | Uint8Array>(
  array: A,
): A & { buffer: ArrayBuffer } {
  const alone = array.byteLength === array.buffer.byteLength;
  return (alone ? array : array.slice()) as A & { buffer: ArrayBuffer };
}

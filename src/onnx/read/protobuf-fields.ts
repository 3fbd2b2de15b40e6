import { RegionaryError } from "../../errors";
import type { RangedFile } from "../../files/ranged-file";

/** One field of a protobuf message. Positions count from where the walk's bytes begin. */
interface ProtobufField {
  readonly number: number;
  /** The value of an integer field; 0 for other kinds. */
  readonly integer: number;
  /** From the field's tag. */
  readonly start: number;
  /**
   * The range of a field's own bytes, such as a nested message or a string; for other kinds, of its encoded
   * value.
   */
  readonly contentStart: number;
  readonly end: number;
}

const LONGEST_PREFIX_BYTES = 20; // a tag and a length, each a varint of at most ten bytes

/** The fields of a message in memory. */
export function* fieldsOf(message: Buffer): Generator<ProtobufField> {
  for (let position = 0; position < message.length; ) {
    const field = parseField(message, position, position, message.length);
    yield field;
    position = field.end;
  }
}

/** The fields of a message in a file, without reading what they contain. */
export async function* fieldsInFile(
  file: RangedFile,
  start: number,
  end: number,
): AsyncGenerator<ProtobufField> {
  for (let position = start; position < end; ) {
    const prefix = await file.read(position, Math.min(LONGEST_PREFIX_BYTES, end - position));
    const field = parseField(prefix, 0, position, end);
    yield field;
    position = field.end;
  }
}

/** The integers in a field's content: one, or several if the field is packed. */
export function integersIn(content: Buffer): number[] {
  const integers: number[] = [];
  for (let position = 0; position < content.length; ) {
    const { value, length } = readVarint(content, position);
    integers.push(value);
    position += length;
  }
  return integers;
}

/** A nested message, string or byte array with its tag and length. */
export function lengthPrefixed(fieldNumber: number, content: Uint8Array): Buffer {
  return Buffer.concat([lengthPrefix(fieldNumber, content.length), content]);
}

/** The tag and the length that come before `length` bytes of content. */
export function lengthPrefix(fieldNumber: number, length: number): Buffer {
  return Buffer.from([...varint(fieldNumber * 8 + 2), ...varint(length)]);
}

/** An integer field. */
export function integerField(fieldNumber: number, value: number): Buffer {
  return Buffer.from([...varint(fieldNumber * 8), ...varint(value)]);
}

function parseField(bytes: Buffer, at: number, start: number, limit: number): ProtobufField {
  const tag = readVarint(bytes, at);
  const number = Math.floor(tag.value / 8);
  const position = start + tag.length;
  const base = { number, start };
  switch (tag.value % 8) {
    case 0: {
      const integer = readVarint(bytes, at + tag.length);
      return within(
        { ...base, integer: integer.value, contentStart: position, end: position + integer.length },
        limit,
      );
    }
    case 1:
      return within({ ...base, integer: 0, contentStart: position, end: position + 8 }, limit);
    case 2: {
      const length = readVarint(bytes, at + tag.length);
      const contentStart = position + length.length;
      return within({ ...base, integer: 0, contentStart, end: contentStart + length.value }, limit);
    }
    case 5:
      return within({ ...base, integer: 0, contentStart: position, end: position + 4 }, limit);
    default:
      throw damaged();
  }
}

function within(field: ProtobufField, limit: number): ProtobufField {
  if (field.end > limit || field.number === 0) throw damaged();
  return field;
}

/** Negative integers (ten bytes) come out as large positive ones, beyond the safe integers. */
function readVarint(bytes: Buffer, at: number): { value: number; length: number } {
  let value = 0;
  for (let length = 1; length <= 10; length++) {
    const byte = bytes[at + length - 1];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * (length - 1));
    if (byte < 0x80) return { value, length };
  }
  throw damaged();
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return [...bytes, rest];
}

function damaged(): RegionaryError {
  return new RegionaryError(
    "INVALID_BACKBONE",
    "Expected an ONNX file; its bytes are not one, or it is cut off. Export it again.",
  );
}

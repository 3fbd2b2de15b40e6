export const UUID_BYTES = 16;

const GROUPS = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** The text of the UUID that begins at `offset`. */
export function uuidText(bytes: Uint8Array, offset = 0): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset + offset, UUID_BYTES).toString("hex");
  return hex.replace(GROUPS, "$1-$2-$3-$4-$5");
}

/** UUIDs one after another, 16 bytes each. */
export function uuidBytes(texts: readonly string[]): Uint8Array {
  return Buffer.from(texts.join("").replaceAll("-", ""), "hex");
}

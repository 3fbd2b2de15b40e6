import { randomFillSync } from "node:crypto";

const IDS_A_MS = 0x1000;

/** Random bytes are asked for many ids at once: asking costs more than the bytes. */
const random = Buffer.alloc(256 * 16);
let randomAt = random.length;

/** Of the last id: its milliseconds, and how many there were in them before. */
let last = { ms: 0, count: 0 };

/**
 * A UUID of version 7 (RFC 9562): of one process, later ones sort after earlier ones, also within a millisecond and when
 * the clock is set back (the counter of its section 6.2, method 1).
 */
export function timeOrderedId(): string {
  const now = Date.now();
  if (now > last.ms) last = { ms: now, count: 0 };
  else if (last.count + 1 < IDS_A_MS) last.count++;
  else last = { ms: last.ms + 1, count: 0 };
  if (randomAt === random.length) {
    randomFillSync(random);
    randomAt = 0;
  }
  const bytes = random.subarray(randomAt, randomAt + 16);
  randomAt += 16;
  bytes.writeUIntBE(last.ms, 0, 6);
  bytes.writeUInt16BE(0x7000 | last.count, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

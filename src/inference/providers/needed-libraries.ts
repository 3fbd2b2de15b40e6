import { openRangedFile, type RangedFile } from "../../files/ranged-file";

const LOAD = 1;
const DYNAMIC = 2;
const NEEDED = 1;
const STRING_TABLE = 5;

/** The libraries that a 64-bit Linux library says it needs, as `readelf -d` shows them; none of another file. */
export async function neededLibraries(filePath: string): Promise<string[]> {
  const file = await openRangedFile(filePath, "PROVIDER_UNAVAILABLE");
  try {
    if (file.size < 64) return [];
    const header = await file.read(0, 64);
    if (header.toString("latin1", 0, 6) !== "\x7fELF\x02\x01") return []; // 64 bits, little-endian
    const segments = await readSegments(file, header);
    const dynamic = segments.find(({ type }) => type === DYNAMIC);
    if (!dynamic) return [];
    const entries = await readEntries(file, dynamic);
    const table = entries.find(({ tag }) => tag === STRING_TABLE)?.value;
    if (table === undefined) return [];
    const home = segments.find(
      ({ type, address, length }) => type === LOAD && table >= address && table < address + length,
    );
    if (!home) return [];
    const strings = home.offset + table - home.address;
    const names = entries
      .filter(({ tag }) => tag === NEEDED)
      .map(({ value }) => readName(file, strings + value));
    return await Promise.all(names);
  } finally {
    await file.close();
  }
}

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly length: number;
}

async function readSegments(file: RangedFile, header: Buffer): Promise<Segment[]> {
  const size = header.readUInt16LE(54);
  const count = header.readUInt16LE(56);
  const table = await file.read(Number(header.readBigUInt64LE(32)), size * count);
  return Array.from({ length: count }, (_, i) => ({
    type: table.readUInt32LE(i * size),
    offset: Number(table.readBigUInt64LE(i * size + 8)),
    address: Number(table.readBigUInt64LE(i * size + 16)),
    length: Number(table.readBigUInt64LE(i * size + 32)),
  }));
}

async function readEntries(file: RangedFile, { offset, length }: Segment) {
  const table = await file.read(offset, length);
  return Array.from({ length: Math.floor(length / 16) }, (_, i) => ({
    tag: Number(table.readBigInt64LE(i * 16)),
    value: Number(table.readBigUInt64LE(i * 16 + 8)),
  }));
}

async function readName(file: RangedFile, start: number): Promise<string> {
  const bytes = await file.read(start, Math.min(256, file.size - start));
  return bytes.toString("latin1", 0, bytes.indexOf(0));
}

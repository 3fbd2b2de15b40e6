import { crc32, deflateRawSync } from "node:zlib";

/** A zip archive of these files, stored as they are or deflated. */
export function writeZip(
  files: readonly (readonly [name: string, data: Buffer])[],
  method: "stored" | "deflated" = "stored",
): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of files) {
    const body = method === "stored" ? data : deflateRawSync(data, { level: 1 });
    const common = Buffer.alloc(26); // from "version needed" to the length of the extra field
    common.writeUInt16LE(10, 0);
    common.writeUInt16LE(method === "stored" ? 0 : 8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(name.length, 22);
    bodies.push(Buffer.from("PK\x03\x04"), common, Buffer.from(name), body);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02"), Buffer.of(20, 0), common, place, Buffer.from(name));
    offset += 30 + name.length + body.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, central, Buffer.from("PK\x05\x06"), end]);
}

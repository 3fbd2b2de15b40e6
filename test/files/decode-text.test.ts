import { decodeText } from "../../src/files/decode-text";

const le = (text: string) => Buffer.from(text, "utf16le");
const be = (text: string) => Buffer.from(le(text)).swap16();

describe("decodeText", () => {
  test.each<[string, Buffer]>([
    ["UTF-8", Buffer.from("café\n猫")],
    ["UTF-8 with a byte order mark", Buffer.from("\ufeffcafé\n猫")],
    ["UTF-16 as Windows writes it", le("\ufeffcafé\n猫")],
    ["UTF-16, big-endian", be("\ufeffcafé\n猫")],
    ["UTF-16 without a mark", le("café\n猫")],
  ])("reads %s without its mark", (_, bytes) => {
    expect(decodeText(bytes)).toBe("café\n猫");
  });

  test.each<[string, Buffer]>([
    ["Latin-1", Buffer.from("café\n", "latin1")],
    ["half a character", Buffer.from("café").subarray(0, 4)],
  ])("has no text for %s", (_, bytes) => {
    expect(decodeText(bytes)).toBeNull();
  });
});

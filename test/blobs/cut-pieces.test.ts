import { cutPieces } from "../../src/blobs/cut-pieces";

async function cut(pieces: readonly string[], size: number): Promise<string[]> {
  const result: string[] = [];
  for await (const piece of cutPieces(
    pieces.map((text) => Buffer.from(text)),
    size,
  ))
    result.push(piece.toString());
  return result;
}

describe("recut pieces", () => {
  it("are all of one size except the last, however the bytes arrive", async () => {
    expect(await cut(["a", "bcdefgh", "", "ij"], 3)).toEqual(["abc", "def", "ghi", "j"]);
    expect(await cut(["abcdef"], 3)).toEqual(["abc", "def"]);
    expect(await cut(["abc", "def"], 6)).toEqual(["abcdef"]);
  });

  it("are none where nothing arrives", async () => {
    expect(await cut([], 3)).toEqual([]);
    expect(await cut(["", ""], 3)).toEqual([]);
  });
});

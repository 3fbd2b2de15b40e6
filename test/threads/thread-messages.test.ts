import sharp from "sharp";
import { RegionaryError } from "../../src/errors";
import { ownBuffer, ownBytes, packError, unpackError } from "../../src/threads/thread-messages";

const crossed = (error: unknown) => unpackError(structuredClone(packError(error)));

describe("an error sent to another thread", () => {
  it("becomes a RegionaryError again, with its code, message and details", () => {
    const error = crossed(new RegionaryError("IMAGE_TOO_LARGE", "too many pixels", { pixels: 9e9 }));
    expect(error).toBeInstanceOf(RegionaryError);
    expect(error).toMatchObject({
      code: "IMAGE_TOO_LARGE",
      message: "too many pixels",
      details: { pixels: 9e9 },
    });
  });

  it("stays a plain error if it was one, with its foreign code", () => {
    const error = crossed(Object.assign(new Error("no such file"), { code: "ENOENT" }));
    expect(error).not.toBeInstanceOf(RegionaryError);
    expect(error).toMatchObject({ message: "no such file", code: "ENOENT" });
  });

  it("keeps its name, even if it is not a native error, such as a DOMException", () => {
    expect(crossed(new TypeError("wrong"))).toMatchObject({ name: "TypeError", message: "wrong" });
    const error = crossed(new DOMException("cannot move", "DataCloneError"));
    expect(error).toMatchObject({ name: "DataCloneError", message: "cannot move" });
  });

  it("becomes an error if something else was thrown", () => {
    expect(crossed("a string").message).toBe("a string");
  });
});

describe("a buffer to be transferred", () => {
  it("is the array's own if the array fills it", () => {
    const array = new Float32Array(4);
    expect(ownBuffer(array)).toBe(array);
  });

  it("is a copy if the array is part of something larger", () => {
    const whole = Float32Array.of(1, 2, 3, 4);
    const own = ownBuffer(whole.subarray(1, 3));
    expect([...own]).toEqual([2, 3]);
    expect(own.buffer).not.toBe(whole.buffer);
  });

  it.each([
    ["from Node's pool", async () => Buffer.from([1, 2, 3])],
    [
      "of a native module",
      () =>
        sharp(Buffer.from([1, 2, 3]), { raw: { width: 1, height: 1, channels: 3 } })
          .raw()
          .toBuffer(),
    ],
  ])("is a copy of bytes %s, which do not change", async (_, make) => {
    const bytes = await make();
    const own = ownBytes(bytes);
    expect([...structuredClone(own, { transfer: [own.buffer] })]).toEqual([1, 2, 3]);
    expect(own).toHaveLength(0);
    expect([...bytes]).toEqual([1, 2, 3]);
  });
});

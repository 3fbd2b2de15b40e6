import { nearestWords } from "../../src/vocabulary/nearest-words";

describe("nearestWords", () => {
  const known = ["the", "giraffe", "zebra", "giraffes", "elephant", "carafe"];

  test("orders by edit distance: one letter, two letters", () => {
    expect(nearestWords("girafe", known, 2)).toEqual(["giraffe", "giraffes"]);
  });

  test("finds the classic distance of three between kitten and sitting", () => {
    expect(nearestWords("kitten", ["sitting"], 1)).toEqual(["sitting"]);
    expect(nearestWords("kitte", ["sitting"], 1)).toEqual([]); // 4 of 5 letters differ
  });

  test("keeps the given order among equally near words", () => {
    expect(nearestWords("cat", ["cab", "bat", "car", "rat"], 3)).toEqual(["cab", "bat", "car"]);
  });

  test("ignores case", () => expect(nearestWords("ZEBRA", known, 1)).toEqual(["zebra"]));

  test("offers nothing that has little in common", () => {
    expect(nearestWords("xylophone", known, 5)).toEqual([]);
  });

  test("searches 400,000 words", () => {
    const many = Array.from({ length: 400_000 }, (_, i) => `word${(i * 7919) % 400_000}`);
    expect(nearestWords("w0rd12345", many, 3)[0]).toBe("word12345");
  });
});

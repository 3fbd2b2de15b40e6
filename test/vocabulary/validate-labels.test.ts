import { RegionaryError } from "../../src/errors";
import { validateLabels } from "../../src/vocabulary/validate-labels";

function refusalOf(labels: string[]): RegionaryError {
  try {
    validateLabels(labels);
  } catch (error) {
    if (error instanceof RegionaryError) return error;
  }
  throw new Error("nothing was refused");
}

describe("validateLabels", () => {
  test("trims, composes accents and keeps the order", () => {
    expect(validateLabels([" zebra ", "cafe\u0301", "cat"])).toEqual(["zebra", "caf\u00e9", "cat"]);
  });

  test("reports all invalid labels together, by position", () => {
    const { code, details } = refusalOf(["cat", "", "dog", "cat", "a\u0007b", "x".repeat(201), " dog"]);
    expect(code).toBe("INVALID_VOCABULARY");
    expect(details.problems).toEqual([
      { position: 1, label: "", reason: "is empty" },
      { position: 3, label: "cat", reason: "repeats label 1" },
      { position: 4, label: "a\u0007b", reason: "has a control character" },
      { position: 5, label: "x".repeat(200), reason: "must have at most 200 characters; got 201" },
      { position: 6, label: "dog", reason: "repeats label 3" },
    ]);
  });

  test("refuses what could not be read, and what cannot be seen", () => {
    expect(refusalOf(["caf\ufffd", "\u200b", "\u200d\ufe0f", "\u2003"]).details.problems).toEqual([
      { position: 0, label: "caf\ufffd", reason: expect.stringContaining("U+FFFD") },
      { position: 1, label: "\u200b", reason: "is empty" },
      { position: 2, label: "\u200d\ufe0f", reason: "has no character that can be seen" },
      { position: 3, label: "\u2003", reason: "is empty" },
    ]);
  });

  test("drops byte order marks and other marks without a shape", () => {
    expect(validateLabels(["\ufeffcat", "tele\u00advision", "dog\u200b"])).toEqual([
      "cat",
      "television",
      "dog",
    ]);
  });

  test("treats labels that differ only in case as two", () => {
    expect(validateLabels(["Turkey", "turkey"])).toHaveLength(2);
  });

  test("takes 1 to 20,000 labels", () => {
    const labels = Array.from({ length: 20_001 }, (_, i) => `label ${i}`);
    expect(validateLabels(labels.slice(1))).toHaveLength(20_000);
    expect(refusalOf(labels).message).toContain("20001");
    expect(refusalOf([]).message).toContain("got 0");
  });
});

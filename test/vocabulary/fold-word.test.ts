import { foldWord } from "../../src/vocabulary/fold-word";

describe("foldWord", () => {
  test("gives spellings of one word the same key", () => {
    const spellings = ["Traffic Light", "traffic_light", "traffic-light", "TRAFFIC‐LIGHT", "trafficlight"];
    expect(new Set(spellings.map(foldWord))).toEqual(new Set(["trafficlight"]));
  });

  test("does not depend on how an accent is encoded", () => {
    expect(foldWord("Cafe\u0301")).toBe(foldWord("caf\u00e9"));
  });

  test("keeps accents and other punctuation apart", () => {
    expect(foldWord("café")).not.toBe(foldWord("cafe"));
    expect(foldWord("c++")).toBe("c++");
  });

  test("is empty for a word of hyphens alone", () => expect(foldWord("--_")).toBe(""));
});

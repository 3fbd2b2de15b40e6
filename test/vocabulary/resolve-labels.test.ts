import { readFileSync } from "node:fs";
import path from "node:path";
import { readWordVectors } from "../../src/vocabulary/files/read-word-vectors";
import { inMemoryWords } from "../../src/vocabulary/in-memory-words";
import { parseLabelsTsv } from "../../src/vocabulary/parse-labels-tsv";
import { resolveLabels } from "../../src/vocabulary/resolve-labels";
import { describeWithShared, sharedPath } from "../helpers/shared";

const vectors = {
  cat: [1, 0],
  "traffic-light": [0, 1],
  roller: [1, 2],
  coaster: [3, -4],
  men: [1, 0],
  "'s": [0, 1],
  hat: [2, 2],
  nothing: [0, 0],
  plus: [1, 1],
  minus: [-1, -1],
  giraffe: [5, 5],
};

const words = () =>
  inMemoryWords(
    Object.entries(vectors).map(([word, vector]) => ({ word, vector: Float32Array.from(vector) })),
  );

async function resolve(label: string, alias?: string) {
  const [resolution] = await resolveLabels([{ label, alias }], await words());
  return resolution!;
}

const resolved = (method: string, from: string[], vector: number[]) => ({
  method,
  words: from,
  vector: Float32Array.from(vector),
});

describe("resolveLabels", () => {
  test("takes the word itself", async () => {
    expect(await resolve("cat")).toEqual({ label: "cat", ...resolved("EXACT", ["cat"], [1, 0]) });
  });

  test.each(["Traffic Light", "traffic_light", "TRAFFIC-LIGHT", "trafficlight"])(
    "takes a variant of case, space, underscore or hyphen: %s",
    async (label) => {
      expect(await resolve(label)).toEqual({ label, ...resolved("VARIANT", ["traffic-light"], [0, 1]) });
    },
  );

  test("takes the alias if the label is unknown", async () => {
    expect(await resolve("moggy", "Cat")).toMatchObject(resolved("ALIAS", ["cat"], [1, 0]));
  });

  test("takes the mean of the alias's words if it has several", async () => {
    expect(await resolve("ride", "roller coaster")).toMatchObject(
      resolved("ALIAS", ["roller", "coaster"], [2, -1]),
    );
  });

  test("ignores the alias if the label is known", async () => {
    expect(await resolve("Cat", "giraffe")).toMatchObject({ method: "VARIANT", words: ["cat"] });
  });

  test("prefers the alias to the mean of the label's words", async () => {
    expect(await resolve("roller coaster", "giraffe")).toMatchObject({ method: "ALIAS", words: ["giraffe"] });
  });

  test("takes the mean of the label's words, each as a variant if necessary", async () => {
    expect(await resolve("Roller (Coaster)")).toMatchObject(
      resolved("AVERAGE", ["roller", "coaster"], [2, -1]),
    );
  });

  test("falls back to the label's words if the alias is unknown too", async () => {
    expect(await resolve("roller coaster", "qqqq")).toMatchObject({ method: "AVERAGE" });
  });

  test("splits a possessive as GloVe's own texts do", async () => {
    expect(await resolve("Men's hat")).toMatchObject(resolved("AVERAGE", ["men", "'s", "hat"], [1, 1]));
  });

  test("names the missing words and the nearest known ones", async () => {
    expect(await resolve("girafe hat")).toEqual({
      label: "girafe hat",
      method: "UNRESOLVED",
      missing: ["girafe"],
      signs: "",
      nearest: ["plus", "giraffe"], // near "hat" in meaning, near "girafe" in spelling
    });
  });

  test.each([
    ["C++", "++"],
    ["cat #1", "#"],
    ["50% hat", "%"],
    ["cat \u{1f431}", "\u{1f431}"],
    ["hat*", "*"],
  ])(
    "does not take a label for its words where a sign is left that means something: %s",
    async (label, signs) => {
      const known = await inMemoryWords(
        ["c", "cat", "hat", "1", "50"].map((word, i) => ({ word, vector: Float32Array.of(1, i) })),
      );
      const [found] = await resolveLabels([{ label }], known);
      expect(found).toMatchObject({ method: "UNRESOLVED", signs });
      expect((await resolveLabels([{ label, alias: "cat" }], known))[0]).toMatchObject({ method: "ALIAS" });
    },
  );

  test.each(["cat, hat", "cat/hat", "cat & hat", "cat (hat)", "Cat® hat™", "cat's hat"])(
    "takes the mean of words that punctuation joins or separates, and says which: %s",
    async (label) => {
      const known = await inMemoryWords(
        ["cat", "hat", "'s"].map((word, i) => ({ word, vector: Float32Array.of(1, i) })),
      );
      const [found] = await resolveLabels([{ label }], known);
      expect(found).toMatchObject({ method: "AVERAGE", words: expect.arrayContaining(["cat", "hat"]) });
    },
  );

  test("takes a label for a word only where hyphens join", async () => {
    const known = await inMemoryWords([{ word: "a", vector: Float32Array.of(1) }]);
    const [found] = await resolveLabels([{ label: "A-" }], known);
    expect(found!.method).not.toBe("VARIANT");
  });

  test("suggests words that are written together apart", async () => {
    const known = await inMemoryWords(
      ["tv", "monitor", "potted", "plant", "soft"].map((word, i) => ({
        word,
        vector: Float32Array.of(1, i),
      })),
    );
    const found = await resolveLabels([{ label: "tvmonitor" }, { label: "Pottedplant" }], known);
    expect(found.map((each) => each.method === "UNRESOLVED" && each.nearest[0])).toEqual([
      "tv monitor",
      "potted plant",
    ]);
  });

  test("never gives a vector of zeros, whether looked up or as a mean", async () => {
    expect(await resolve("nothing")).toMatchObject({ method: "UNRESOLVED", missing: ["nothing"] });
    expect(await resolve("cat nothing")).toMatchObject({ method: "UNRESOLVED", missing: ["nothing"] });
    expect(await resolve("plus minus")).toMatchObject({ method: "UNRESOLVED", missing: ["plus minus"] });
  });

  test("finds nothing for a label without letters", async () => {
    expect(await resolve("- _")).toMatchObject({ method: "UNRESOLVED", missing: ["- _"] });
  });

  test("keeps the order of the labels, and makes suggestions only for the first 20 unknown ones", async () => {
    const labels = Array.from({ length: 25 }, (_, i) => ({ label: i % 2 === 0 ? `girafe${i}` : "cat" }));
    const unknown = Array.from({ length: 25 }, () => ({ label: "girafe" }));
    const resolutions = await resolveLabels([...labels, ...unknown], await words());
    expect(resolutions.map(({ label }) => label)).toEqual([...labels, ...unknown].map(({ label }) => label));
    const suggested = resolutions.filter((each) => each.method === "UNRESOLVED" && each.nearest.length > 0);
    expect(suggested).toHaveLength(20);
  });
});

describeWithShared("vocabularies")("the published vocabularies over the real GloVe vectors", () => {
  const folder = path.join(sharedPath, "vocabularies");
  const methodsOf = async (list: string) => {
    const glove = await inMemoryWords(readWordVectors(path.join(folder, "glove-300d-subset.txt")));
    const labels = parseLabelsTsv(readFileSync(path.join(folder, list), "utf8"));
    const resolutions = await resolveLabels(labels, glove);
    const counts: Record<string, number> = {};
    for (const { method } of resolutions) counts[method] = (counts[method] ?? 0) + 1;
    return counts;
  };

  test("all 1,006 NUS-WIDE labels are there exactly", async () => {
    expect(await methodsOf("nus-wide.labels.tsv")).toEqual({ EXACT: 1006 });
  });

  test("COCO's 15 labels with a space are found with their hyphen", async () => {
    expect(await methodsOf("coco-80.labels.tsv")).toEqual({ EXACT: 65, VARIANT: 15 });
  });
});

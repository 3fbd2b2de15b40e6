import { readFileSync } from "node:fs";
import path from "node:path";
import {
  type StarterVocabulary,
  starterVocabularies,
} from "../../../src/services/setup/starter-vocabularies";
import { validateLabels } from "../../../src/vocabulary/validate-labels";

const directory = path.resolve(__dirname, "../../../vocabularies");
let vocabularies: StarterVocabulary[];
beforeAll(async () => {
  vocabularies = await starterVocabularies(directory);
});

const labelsOf = (name: string) => vocabularies.find((vocabulary) => vocabulary.name === name)?.labels ?? [];

describe("the starter vocabularies", () => {
  it("are everyday words in six lists, and the names of two benchmarks", () => {
    expect(vocabularies.map(({ name }) => name)).toEqual([
      ...["COCO", "NUS-WIDE"],
      ...["activities", "animals", "colors and materials", "everyday things", "food", "places"],
    ]);
  });

  it("have as many labels as their page says", () => {
    const page = readFileSync(path.join(directory, "README.md"), "utf8");
    const said = [...page.matchAll(/^\| `(.+)\.t..` \| ([\d,]+) \|/gm)].map(([, name, count]) => [
      name,
      Number(count?.replace(",", "")),
    ]);
    expect(said).toHaveLength(8);
    expect(Object.fromEntries(said)).toEqual(
      Object.fromEntries(vocabularies.map(({ name, labels }) => [name, labels.length])),
    );
  });

  it("have only labels that a vocabulary takes, each once, as they will be stored", () => {
    for (const { labels } of vocabularies) {
      const written = labels.map(({ label }) => label);
      expect(validateLabels(written)).toEqual(written);
    }
  });

  it("repeat no label of a list in other capitals", () => {
    for (const { labels } of vocabularies) {
      expect(new Set(labels.map(({ label }) => label.toLowerCase())).size).toBe(labels.length);
    }
  });

  it("keep the benchmarks' marks: COCO has 65 seen and 15 unseen, NUS-WIDE 925 and 81", () => {
    const marks = (name: string) =>
      ["SEEN", "UNSEEN"].map((mark) => labelsOf(name).filter(({ training }) => training === mark).length);
    expect(marks("COCO")).toEqual([65, 15]);
    expect(marks("NUS-WIDE")).toEqual([925, 81]);
    expect(labelsOf("NUS-WIDE")).toContainEqual({ label: "nighttime", training: "UNSEEN" });
    expect(labelsOf("food")).toContainEqual({ label: "pizza" });
  });
});

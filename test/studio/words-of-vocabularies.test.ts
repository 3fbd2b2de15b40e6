import { thinned, withProgress } from "../../studio/pages/trainings/live/loss-curve";
import { delimiterOf, wordsOfLines, wordsOfRows } from "../../studio/pages/vocabularies/draft/parse-words";
import { differencesOf } from "../../studio/pages/vocabularies/versions/differences-of";

describe("words that are pasted or read from a file", () => {
  it("are labels, one to a line, or between the commas of a single line", () => {
    expect(wordsOfLines("dog\r\n\n traffic light \n")).toEqual([
      { label: "dog" },
      { label: "traffic light" },
    ]);
    expect(wordsOfLines("dog, cat,bird")).toEqual([{ label: "dog" }, { label: "cat" }, { label: "bird" }]);
  });

  it.each([
    ["has tabs", "dog\tseen\ncat\tunseen", "words.txt", "\t"],
    ["names its columns", "label,alias\nfeline,cat", "", ","],
    ["names its columns between semicolons", "Label;Training\ndog;seen", "", ";"],
    ["is a file of that kind", "dog,hound", "dogs.csv", ","],
    ["none: it has a comma in a word", "Washington, D.C.\nParis", "places.txt", null],
  ])("are a table where the text %s", (_, text, file, delimiter) => {
    expect(delimiterOf(text, file)).toBe(delimiter);
  });

  it("have marks, aliases, prompts and phrases by the names of a table's columns", () => {
    const rows = [
      ["Training", "Label", "phrases", "prompt", "other"],
      ["seen", "dog", "hound|puppy", "", "x"],
      ["", "cat", "", "one {}", "y"],
    ];
    expect(wordsOfRows(rows)).toEqual([
      { label: "dog", training: "SEEN", phrases: ["hound", "puppy"] },
      { label: "cat", prompt: "one {}" },
    ]);
  });

  it("have in a table without names marks, or else aliases, in the second column", () => {
    expect(
      wordsOfRows([
        ["dog", "seen"],
        ["cat", "unseen"],
      ]),
    ).toEqual([
      { label: "dog", training: "SEEN" },
      { label: "cat", training: "UNSEEN" },
    ]);
    expect(wordsOfRows([["feline", "cat"]])).toEqual([{ label: "feline", alias: "cat" }]);
  });
});

describe("two versions of a vocabulary", () => {
  const label = (text: string, more: { training?: string; alias?: string } = {}) => ({
    ...{ label: text, alias: null, prompt: null, phrases: [], training: "UNKNOWN" },
    ...more,
  });

  it("differ by the labels that were added, removed or changed", () => {
    const before = [label("dog"), label("cat"), label("bird")];
    const after = [label("cat", { training: "SEEN" }), label("dog"), label("fish")];
    const { added, removed, changed, isReordered } = differencesOf(before, after);
    expect(added.map((one) => one.label)).toEqual(["fish"]);
    expect(removed.map((one) => one.label)).toEqual(["bird"]);
    expect(changed.map(({ after: one, fields }) => [one.label, fields])).toEqual([["cat", ["training"]]]);
    expect(isReordered).toBe(true);
  });
});

describe("the curve of a training's loss", () => {
  const point = (step: number, loss: number) => ({ step, loss, phase: "SEARCHING" });

  it("takes the later of steps that were repeated from a checkpoint", () => {
    const events = [point(1, 3), point(2, 2), point(3, 1), point(2, 1.5)];
    const curve = events.reduce(withProgress, [] as ReturnType<typeof withProgress>);
    expect(curve).toEqual([point(1, 3), point(2, 1.5)]);
  });

  it("begins with the first step, not while features are made", () => {
    expect(withProgress([], { phase: "PREPARING", step: 10, loss: null })).toEqual([]);
  });

  it("keeps its course with fewer points, each the mean of its neighbors", () => {
    const curve = [point(1, 4), point(2, 2), point(3, 1), point(4, 1)];
    expect(thinned(curve, 2)).toEqual([point(2, 3), point(4, 1)]);
  });
});

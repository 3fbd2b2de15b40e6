import { readFileSync } from "node:fs";
import path from "node:path";
import { parseLabelsTsv } from "../../src/vocabulary/parse-labels-tsv";
import { describeWithShared, sharedPath } from "../helpers/shared";

describe("parseLabelsTsv", () => {
  test("reads label, mark and id, whatever columns and line ends follow", () => {
    expect(parseLabelsTsv("\uFEFFhot dog\tseen\t/m/01b9xk\r\nzebra\tunseen\r\n\r\n")).toEqual([
      { label: "hot dog", seen: true, id: "/m/01b9xk" },
      { label: "zebra", seen: false, id: null },
    ]);
  });

  test.each([
    ["cat", "Line 2"],
    ["cat\tmaybe", "Line 2"],
    ["\tseen", "Line 2"],
  ])("refuses %j, naming the line", (line, where) => {
    expect(() => parseLabelsTsv(`dog\tseen\n${line}\n`)).toThrow(where);
  });

  test("refuses an empty list", () => expect(() => parseLabelsTsv("\n\n")).toThrow("empty"));
});

describeWithShared("vocabularies")("the published label lists", () => {
  test.each([
    ["nus-wide.labels.tsv", 925, 81],
    ["open-images.labels.tsv", 7186, 400],
  ])("%s has %i seen and %i unseen labels", (file, seen, unseen) => {
    const labels = parseLabelsTsv(readFileSync(path.join(sharedPath, "vocabularies", file), "utf8"));
    expect(labels.filter((label) => label.seen)).toHaveLength(seen);
    expect(labels.filter((label) => !label.seen)).toHaveLength(unseen);
  });
});

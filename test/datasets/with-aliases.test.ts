import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { SourceLabel } from "../../src/datasets/benchmark-source";
import { withAliases } from "../../src/datasets/with-aliases";
import { directoryPerTest } from "../helpers/files/directory-per-test";

const directory = directoryPerTest();
const label = (key: string, name: string): SourceLabel => ({ key, name, training: "UNKNOWN" });
const labels = [label("/m/1", "tvmonitor"), label("/m/2", "crane"), label("/m/3", "crane")];

async function aliased(text: string) {
  const file = path.join(directory(), "aliases.tsv");
  await writeFile(file, text);
  return (await withAliases(labels, file)).map(({ alias }) => alias);
}

test("an alias applies to all labels of a name, and one for a key takes precedence", async () => {
  expect(await aliased("tvmonitor\ttelevision set\ncrane\theron\n/m/3\tcrane truck\n")).toEqual([
    "television set",
    "heron",
    "crane truck",
  ]);
});

test("a label without a line has no alias", async () => {
  expect(await aliased("crane\theron\n")).toEqual([undefined, "heron", "heron"]);
});

test.each([
  ["crane\theron\nzebra\thorse\n", /aliases\.tsv, line 2: the set has no label "zebra"/],
  ["crane\theron\ncrane\tstork\n", /line 2: the label "crane" comes twice/],
  ["crane heron\n", /line 1: expected a label, a tab/],
])("refuses %j, naming the line", async (text, message) => {
  await expect(aliased(text)).rejects.toThrow(message);
});

import { cocoFixtures, openCocoFixture, saidBy } from "../../helpers/datasets/coco-fixture";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTree } from "../../helpers/files/write-tree";

const directory = directoryPerTest();
const NAMES = ["a.jpg", "b.jpg", "val2017/c.jpg", "IMG.JPG", "12:30.jpg", " lead.jpg", "a..b.jpg"];
/** With decomposed accents, as macOS writes them. */
const DECOMPOSED = ["cafe\u0301.jpg", "u\u0308bung/u\u0308.jpg"];

async function open(kind: string, name: string) {
  const files = [...NAMES, ...DECOMPOSED, "Twin.jpg", "tWin.jpg"].map((file) => [`images/${file}`, ""]);
  await writeTree(directory(), Object.fromEntries(files));
  return openCocoFixture(kind, name, `${directory()}/images`);
}

const nothing = { present: [], absent: [], boxes: [] };
const catOn = (image: string, label = "cat") => ({
  ...{ labels: [label, "dog"], unlisted: "ABSENT" },
  items: [
    { image, present: [label], absent: [], boxes: [[label, 1, 2, 4, 6]] },
    { image: "b.jpg", ...nothing },
  ],
});

const NAMED: Record<string, object | RegExp> = {
  "04-lvis": {
    ...{ labels: ["c1", "c2", "c3"], unlisted: "UNKNOWN" },
    items: [
      { image: "a.jpg", present: ["c1"], absent: ["c2"], boxes: [["c1", 1, 1, 3, 3]] },
      { image: "val2017/c.jpg", ...nothing },
    ],
  },
  "12-nfc-name": catOn("caf\u00e9.jpg"),
  "12-decomposed-name": catOn("caf\u00e9.jpg"),
  "12-composed-folder": catOn("\u00fcbung/\u00fc.jpg"),
  "12-composed-category": catOn("a.jpg", "caf\u00e9"),
  "12-decomposed-category": catOn("a.jpg", "caf\u00e9"),
  "35-path-dot": catOn("a.jpg"),
  "35-path-absolute": catOn("a.jpg"),
  "35-path-case": catOn("IMG.JPG"),
  "35-path-colon": catOn("12:30.jpg"),
  "35-path-leading-blank": catOn(" lead.jpg"),
  "35-path-windows": catOn("a.jpg"),
  "35-path-backslash": catOn("val2017/c.jpg"),
  "35-path-url": catOn("val2017/c.jpg"),
  "35-path-share": catOn("a.jpg"),
  "35-path-file-url": catOn("a.jpg"),
  "35-path-case-of-the-ending": catOn("a.jpg"),
  "35-path-folder-case": catOn("val2017/c.jpg"),
  "35-path-under-its-folder": catOn("a.jpg"),
  "35-path-trailing-blank": catOn("a.jpg"),
  "35-path-doubled-slash": catOn("val2017/c.jpg"),
  "35-path-dots-in-the-name": catOn("a..b.jpg"),
  "35-two-names-of-one-file": /images\[1\]: it is the picture "a\.jpg", as images\[0\] is/,
  "35-two-files-fit": /images\[0\]: both "(Twin|tWin)\.jpg" and "(Twin|tWin)\.jpg"/,
  "35-control-other-folder": /images\[0\].*train\/a\.jpg/,
  "35-control-outside": /images\[0\].*without "\.\."/,
  "35-control-outside-windows": /images\[0\].*without "\.\."/,
  "35-control-outside-absolute": /images\[0\].*without "\.\."/,
};

describe("a picture is found where its name leaves no doubt, or refused with its place:", () => {
  test.each(Object.entries(NAMED))("%s", async (name, right) => {
    if (!(right instanceof RegExp)) return expect(await saidBy(await open("names", name))).toEqual(right);
    const opening = open("names", name);
    await expect(opening).rejects.toMatchObject({ code: "INVALID_DATASET" });
    await expect(opening).rejects.toThrow(right);
  });
  test("there is a right answer for each file", () => {
    expect(Object.keys(NAMED).sort()).toEqual(cocoFixtures("names").sort());
  });
});

test.each(["35-path-absolute", "35-path-windows", "35-path-url", "35-path-under-its-folder"])(
  "a path that was shortened is remarked, with their number: %s",
  async (name) => {
    expect((await open("names", name)).remarks).toMatchObject([
      { message: expect.stringMatching(/^1 .* by the end of (its|their) path/), count: 1 },
    ]);
  },
);

test.each(["35-path-dot", "35-path-case", "35-path-colon", "12-nfc-name"])(
  "a name that is there is not remarked: %s",
  async (name) => {
    expect((await open("names", name)).remarks).toEqual([]);
  },
);

test.each(cocoFixtures("exports").filter((name) => name !== "labelbox"))(
  "what %s writes is read",
  async (name) => {
    expect(await saidBy(await open("exports", name))).toEqual(catOn("a.jpg"));
  },
);

test("an address that does not name the picture as it is in the folder is refused with the name", async () => {
  await expect(open("exports", "labelbox")).rejects.toThrow(/images\[0\].*0f3e-a\.jpg/);
});

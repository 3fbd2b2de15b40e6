import { cocoFixtures, openCocoFixture, saidBy } from "../../helpers/datasets/coco-fixture";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTree } from "../../helpers/files/write-tree";

const directory = directoryPerTest();
const IMAGES = Object.fromEntries(["a.jpg", "b.jpg", "val2017/c.jpg"].map((name) => [`images/${name}`, ""]));

async function open(kind: string, name: string) {
  await writeTree(directory(), IMAGES);
  return openCocoFixture(kind, name, `${directory()}/images`);
}

const nothing = { absent: [] as string[], boxes: [] as unknown[] };
const B = { image: "b.jpg", present: [] as string[], ...nothing };
/** Labels cat and dog, and on the first of two images a cat in a box; what is not listed is absent. */
const BASE = {
  labels: ["cat", "dog"],
  unlisted: "ABSENT",
  items: [{ image: "a.jpg", present: ["cat"], absent: [], boxes: [["cat", 1, 2, 4, 6]] }, B],
};
const withBoxes = (boxes: unknown[]) => ({ ...BASE, items: [{ ...BASE.items[0]!, boxes }, B] });
const NO_BOX = withBoxes([]);

describe.each<[string, Record<string, object | RegExp>]>([
  [
    "absence",
    {
      "04-lvis-with-file-names": {
        ...{ labels: ["c1", "c2", "c3"], unlisted: "UNKNOWN" },
        items: [
          { image: "a.jpg", present: ["c1"], absent: ["c2"], boxes: [["c1", 1, 1, 3, 3]] },
          { image: "val2017/c.jpg", present: [], ...nothing },
        ],
      },
      "04-detic-positives": {
        ...{ labels: ["cat", "dog"], unlisted: "UNKNOWN" },
        items: [{ image: "a.jpg", present: ["cat"], ...nothing }, B],
      },
      "04-lvis-some-images": {
        ...{ ...BASE, unlisted: "UNKNOWN" },
        items: [{ ...BASE.items[0]!, absent: ["dog"] }, B],
      },
      "04-lvis-contradiction": /images\[0\].*neg_category_ids/,
      "04-lvis-unknown-category": /images\[0\].*category 7/,
      "09-no-annotations": /no annotations/,
      "09-annotations-null": /no annotations: it is null/,
      "09-annotations-object": /no annotations: it is no list \(object\)/,
      "09-annotations-empty": { ...BASE, items: [{ ...B, image: "a.jpg" }, B] },
      "09-all-of-other-images": /none of its 1 annotations is of an image that it lists/,
      "09-results": /a list, as COCO's detection results/,
      "09-captions": /annotations\[0\].*COCO's captions/,
      "09-panoptic": /annotations\[0\].*panoptic/,
      "09-via-project": /VGG Image Annotator.*Export Annotations \(COCO format\)/,
      "09-fiftyone-own": /FiftyOne's own format.*COCODetectionDataset/,
      "09-datumaro-own": /Datumaro's own format.*coco_instances/,
    },
  ],
  [
    "flags",
    {
      "16-iscrowd-false": BASE,
      "16-iscrowd-null": BASE,
      "16-iscrowd-missing": BASE,
      "16-iscrowd-true": NO_BOX,
      "16-iscrowd-text-one": NO_BOX,
      "16-iscrowd-two": /annotations\[0\].*iscrowd: expected 0 or 1, got 2/,
    },
  ],
  [
    "boxes",
    {
      "shares-of-the-picture": /expected boxes in pixels, but its only box lies between 0 and 1/,
      ...Object.fromEntries(
        [
          "empty",
          "zeros",
          "outside",
          "null",
          "missing",
          "line",
          "of-nulls",
          "rotated",
          "before-the-edge",
        ].map((name) => [`17-bbox-${name}`, NO_BOX]),
      ),
      "17-bbox-over-the-edge": withBoxes([["cat", 90, 0, 100, 10]]),
      "17-control-bbox-negative": /annotations\[0\].*bbox: .*negative/,
    },
  ],
  [
    "sizes",
    {
      ...Object.fromEntries(
        ["minus-one", "missing", "null", "zero", "half-known", "text"].map((name) => [
          `18-size-${name}`,
          BASE,
        ]),
      ),
      "18-control-size-absurd": /images\[0\].*width/,
    },
  ],
  [
    "categories",
    {
      "19-root-category": BASE,
      "19-groups-within-groups": BASE,
      "19-group-of-one-name-with-a-label": BASE,
      "19-control-own-supercategory": BASE,
      "19-control-empty-category": { ...BASE, labels: ["cat", "dog", "bird"] },
      "19-control-annotated-group": {
        ...{ ...BASE, labels: ["animals", "cat", "dog"] },
        items: [BASE.items[0]!, { ...B, present: ["animals"], boxes: [["animals", 1, 1, 6, 6]] }],
      },
    },
  ],
  [
    "ids",
    {
      "28-64-bit-ids": BASE,
      "28-30-digits": BASE,
      "28-text-ids": BASE,
      "28-uuids": BASE,
      "28-number-and-text": BASE,
      "28-negative-and-zero": BASE,
      "28-control-fraction": /annotations\[0\].*image_id/,
    },
  ],
  [
    "numbers",
    {
      "29-nan-area": BASE,
      "29-infinity-in-segmentation": BASE,
      "29-nan-in-a-name": { ...BASE, labels: ["cat", "NaN"] },
      "29-nan-box": /annotations\[0\].*bbox: .*NaN/,
      "29-minus-infinity-box": /annotations\[0\].*bbox: .*-Infinity/,
      "29-infinity-width": /images\[0\].*width: .*Infinity/,
      "29-control-nan-misspelt": /expected JSON/,
    },
  ],
  [
    "cuts",
    {
      "31-annotation-of-no-image": BASE,
      "31-three-of-no-image": BASE,
      "31-image-not-on-disk": /images\[2\].*gone\.jpg/,
      "31-control-category-of-none": /annotations\[0\].*category 9/,
    },
  ],
])("a COCO file of the kind of %s", (kind, expected) => {
  test.each(Object.entries(expected))(
    "is read for what it says, or refused at its place: %s",
    async (name, right) => {
      if (!(right instanceof RegExp)) return expect(await saidBy(await open(kind, name))).toEqual(right);
      const opening = open(kind, name);
      await expect(opening).rejects.toMatchObject({ code: "INVALID_DATASET" });
      await expect(opening).rejects.toThrow(right);
      await expect(opening).rejects.toThrow(`${name}.json`);
    },
  );
  test("has its right answer here for each file", () => {
    expect(Object.keys(expected).sort()).toEqual(cocoFixtures(kind).sort());
  });
});

test.each<[string, string, RegExp[]]>([
  ["absence", "09-annotations-empty", [/no annotations/]],
  ["cuts", "31-annotation-of-no-image", [/1 annotation is of an image/]],
  ["cuts", "31-three-of-no-image", [/3 annotations are of images/]],
  ["categories", "19-root-category", [/"animals"/]],
  ["categories", "19-groups-within-groups", [/"things", "animals"/]],
  ["categories", "19-control-empty-category", []],
  ["flags", "16-iscrowd-false", []],
  ["flags", "16-iscrowd-true", []],
  ["boxes", "17-bbox-zeros", [/1 annotation has no box/]],
  ["boxes", "17-bbox-outside", [/1 annotation has no box/]],
])("what is passed over in %s/%s is a remark", async (kind, name, remarks) => {
  const said = ((await open(kind, name)).remarks ?? []).map(({ message }) => message);
  expect(said).toHaveLength(remarks.length);
  for (const [place, remark] of remarks.entries()) expect(said[place]).toMatch(remark);
});

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { SourceItem } from "../../../src/datasets/benchmark-source";
import { openHdf5Features } from "../../../src/datasets/hdf5/open-hdf5-features";
import { parseNpy } from "../../../src/tensor/npy";
import { readSource } from "../../helpers/evaluations/read-source";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { describeWithShared, sharedPath } from "../../helpers/shared";

const folder = path.join(sharedPath, "reference", "features-h5");
const listOf = (set: string) => path.join(sharedPath, "vocabularies", `${set}.labels.tsv`);

describeWithShared("reference/features-h5", "vocabularies")("the reference feature files", () => {
  const directory = directoryPerTest();
  const manifest = () => JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8"));

  test.each([
    ["all", "labels_1006", 1006],
    ["unseen", "labels_81", 81],
  ] as const)(
    "NUS-WIDE's section %s has the pickled order and the labels of %s.npy",
    async (section, array, size) => {
      const source = await openHdf5Features({
        file: path.join(folder, "nus_wide_test.h5"),
        labels: listOf("nus-wide"),
        names: path.join(folder, "test_img_names.pkl"),
        section,
      });
      expect(source.labels).toHaveLength(size);
      const { unlisted } = source;
      const items = await readSource(source);
      const { names_in_pkl_order: pickled, names } = manifest().notes;
      expect(items.map(({ name }) => name)).toEqual(pickled);

      const { shape, data } = parseNpy(readFileSync(path.join(folder, `${array}.npy`)));
      expect(shape).toEqual([20, size]);
      for (const item of items) {
        const row = names.indexOf(item.name) * size;
        const stored = Array.from(data.subarray(row, row + size), Number);
        expect(dense(item, unlisted, size)).toEqual(stored);
      }
    },
  );

  test("each layout and version of HDF5 gives the same features", async () => {
    const first = async (file: string) => {
      const files = { file: path.join(folder, file), labels: listOf("nus-wide"), section: "all" as const };
      const items = await readSource(await openHdf5Features(files));
      return items.slice(0, 4).map(withDigest);
    };
    const items = await first("nus_wide_test.h5");
    expect(await first("variant_512x14x14.h5")).toEqual(items);
    expect(await first("nus_wide_test_libver_latest_nogzip.h5")).toEqual(items);
  });

  test("Open Images' file has its images by name, and 400 of its 2,594 unseen labels", async () => {
    const unseenPositions = path.join(directory(), "every-sixth.csv");
    await writeFile(unseenPositions, Array.from({ length: 400 }, (_, at) => `${6 * at}\n`).join(""));
    const source = await openHdf5Features({
      file: path.join(folder, "openimages_test.h5"),
      labels: listOf("open-images"),
      section: "all",
      unseenPositions,
    });
    expect(source.labels).toHaveLength(7586);
    const items = await readSource(source);
    expect(items.map(({ name }) => name)).toEqual([...manifest().notes.oi_names].sort());
    // Counted in the file's own -seenlabels of its first image: 5,014 are -1, 2,168 are 0 and 4 are 1.
    const seen = (positions: readonly number[]) => positions.filter((position) => position < 7186).length;
    expect(seen(items[0]!.present)).toBe(4);
    expect(seen(items[0]!.unknown)).toBe(2168);
  });
});

/** Comparing a hundred thousand numbers one by one would take seconds. */
function withDigest({ content, ...item }: SourceItem) {
  if (content.kind !== "features") throw new Error(`${item.name} has no features`);
  return { ...item, digest: createHash("sha256").update(content.features).digest("hex") };
}

function dense(item: SourceItem, unlisted: "ABSENT" | "UNKNOWN", size: number): number[] {
  const values = new Array(size).fill(unlisted === "ABSENT" ? -1 : 0);
  for (const position of item.present) values[position] = 1;
  for (const position of item.absent) values[position] = -1;
  for (const position of item.unknown) values[position] = 0;
  return values;
}

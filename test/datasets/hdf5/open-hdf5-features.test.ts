import { writeFile } from "node:fs/promises";
import path from "node:path";
import { type Hdf5FeatureFiles, openHdf5Features } from "../../../src/datasets/hdf5/open-hdf5-features";
import { readSource } from "../../helpers/evaluations/read-source";
import { type FileArray, pickledNames, writeFeatureFile } from "../../helpers/evaluations/write-feature-file";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

const directory = directoryPerTest();

/** Two channels of four positions. */
const features = (name: string, first = 0): FileArray => ({
  name: `${name}-features`,
  shape: [2, 4],
  data: Float32Array.from({ length: 8 }, (_, index) => first + index),
  chunks: [1, 4],
});
const labels = (name: string, ...values: number[]): FileArray => ({
  name,
  shape: [values.length],
  data: Int8Array.from(values),
  chunks: [values.length],
});
const LIST = "cat\tseen\ndog\tseen\nfox\tunseen\n";

async function open(arrays: FileArray[], options: Partial<Hdf5FeatureFiles> = {}, list = LIST) {
  const file = path.join(directory(), "features.h5");
  const listFile = path.join(directory(), "labels.tsv");
  await writeFeatureFile(file, arrays);
  await writeFile(listFile, list);
  return openHdf5Features({ file, labels: listFile, section: "all", ...options });
}

const oneImage = [features("a.jpg"), labels("a.jpg-labels", 1, -1, 0)];

describe("features of NUS-WIDE's layout", () => {
  test("gives features, labels and shape of each image, sorted by name", async () => {
    const source = await open([
      features("b.jpg", 100),
      labels("b.jpg-labels", -1, -1, 0),
      features("a-1.jpg"),
      labels("a-1.jpg-labels", 1, -1, -1),
    ]);
    expect(source).toMatchObject({
      kind: "FEATURES",
      protocol: "nus-wide",
      count: 2,
      unlisted: "ABSENT",
      featureShape: { channels: 2, height: 2, width: 2, globalSize: null },
      labels: [
        { key: "cat", name: "cat", training: "SEEN" },
        { key: "dog", name: "dog", training: "SEEN" },
        { key: "fox", name: "fox", training: "UNSEEN" },
      ],
    });
    expect(await readSource(source)).toEqual([
      {
        name: "a-1.jpg",
        present: [0],
        absent: [],
        unknown: [],
        content: { kind: "features", features: Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7), global: null },
      },
      {
        name: "b.jpg",
        present: [],
        absent: [],
        unknown: [2],
        content: {
          kind: "features",
          features: Float32Array.of(100, 101, 102, 103, 104, 105, 106, 107),
          global: null,
        },
      },
    ]);
  });

  test("a map of [channels, height, width] is read like one of [channels, positions]", async () => {
    const map: FileArray = { ...features("a.jpg"), shape: [2, 1, 4], chunks: [1, 1, 2] };
    const source = await open([map, labels("a.jpg-labels", 1, -1, 0)]);
    expect(source.featureShape).toEqual({ channels: 2, height: 1, width: 4, globalSize: null });
    const [item] = await readSource(source);
    expect(item?.content).toMatchObject({ features: Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7) });
  });

  test("an fc7 is read if there is one", async () => {
    const fc7: FileArray = { name: "a.jpg-fc7", shape: [3], data: Float32Array.of(7, 8, 9) };
    const source = await open([...oneImage, fc7]);
    expect(source.featureShape?.globalSize).toBe(3);
    const [item] = await readSource(source);
    expect(item?.content).toMatchObject({ global: Float32Array.of(7, 8, 9) });
  });

  test("a pickled list chooses and orders the images, and reading can start at any of them", async () => {
    const names = path.join(directory(), "names.pkl");
    await writeFile(names, pickledNames(["c", "a"]));
    const arrays = ["a", "b", "c"].flatMap((name) => [features(name), labels(`${name}-labels`, 1, -1, -1)]);
    const source = await open(arrays, { names });
    expect(source.count).toBe(2);
    expect(source.remarks).toMatchObject([{ message: expect.stringContaining("1 images of") }]);
    expect((await readSource(source, 1)).map(({ name }) => name)).toEqual(["a"]);
  });

  test("a training file has only the seen labels", async () => {
    const source = await open([features("a"), labels("a-labels", 1, -1)]);
    expect(source.labels.map(({ name }) => name)).toEqual(["cat", "dog"]);
  });

  test("the unseen section is read from its own array, and a difference is reported", async () => {
    const arrays = [...oneImage, labels("a.jpg-labels_81", -1)];
    const whole = await open(arrays);
    expect(whole.remarks).toMatchObject([
      { message: expect.stringContaining("labels_81 of 1 of the first 1 images differ") },
    ]);
    await whole.close();
    const unseen = await open(arrays, { section: "unseen" });
    expect(unseen.labels.map(({ name }) => name)).toEqual(["fox"]);
    expect((await readSource(unseen))[0]).toMatchObject({ present: [], absent: [], unknown: [] });
  });

  test("where most labels are unknown, the absent ones are listed", async () => {
    const source = await open([features("a"), labels("a-labels", 0, -1, 0)]);
    expect(source.unlisted).toBe("UNKNOWN");
    expect((await readSource(source))[0]).toMatchObject({ present: [], absent: [1], unknown: [] });
  });

  test("zeros in a file without any -1 must be explained, and mean what was said", async () => {
    const arrays = [features("a"), labels("a-labels", 1, 0, 0)];
    await expect(open(arrays)).rejects.toThrow(/no.* -1, so its zeros may mean absent or unknown/);
    const absent = await open(arrays, { zero: "absent" });
    expect(absent.unlisted).toBe("ABSENT");
    expect((await readSource(absent))[0]).toMatchObject({ present: [0], absent: [], unknown: [] });
    const unknown = await open(arrays, { zero: "unknown" });
    expect(unknown.unlisted).toBe("UNKNOWN");
    expect((await readSource(unknown))[0]).toMatchObject({ present: [0], absent: [], unknown: [] });
  });

  test("reading stops when it is told to", async () => {
    const source = await open(oneImage);
    const items = source.items(0, AbortSignal.abort())[Symbol.asyncIterator]();
    await expect(items.next()).rejects.toThrow("aborted");
    await source.close();
  });
});

describe("features of Open Images' layout", () => {
  const list = "cat\tseen\t/m/1\ncat\tseen\t/m/2\nfox\tunseen\t/m/3\nowl\tunseen\t/m/4\n";
  const arrays = [
    features("a.jpg"),
    labels("a.jpg-seenlabels", 0, 1),
    labels("a.jpg-unseenlabels", -1, 0, 1, 1),
  ];

  test("labels are identified by their ids; the unseen ones are where the positions say", async () => {
    const unseenPositions = path.join(directory(), "top_unseen.csv");
    await writeFile(unseenPositions, "3\n0\n");
    const source = await open(arrays, { unseenPositions }, list);
    expect(source.protocol).toBe("open-images");
    expect(source.labels.map(({ key, name }) => [key, name])).toEqual([
      ["/m/1", "cat"],
      ["/m/2", "cat"],
      ["/m/3", "fox"],
      ["/m/4", "owl"],
    ]);
    expect((await readSource(source))[0]).toMatchObject({ present: [1, 2] });
    const unseen = await open(arrays, { unseenPositions, section: "unseen" }, list);
    expect((await readSource(unseen))[0]).toMatchObject({ present: [0] });
  });

  test("more unseen labels than the list has cannot be identified without their positions", async () => {
    await expect(open(arrays, {}, list)).rejects.toThrow(/expected 2 elements.*\[4\].*top_400_unseen\.csv/);
  });

  test.each([
    ["3\n", "expected 2 positions"],
    ["3\n3\n", "line 2"],
    ["4\n0\n", "line 1"],
    [",3\n0\n", "line 1"],
    ["0x1\n0\n", "line 1"],
  ])("refuses the positions %j", async (text, message) => {
    const unseenPositions = path.join(directory(), "top_unseen.csv");
    await writeFile(unseenPositions, text);
    await expect(open(arrays, { unseenPositions }, list)).rejects.toThrow(message);
  });
});

describe("feature files are refused, naming the array, for", () => {
  const withLabels = (array: FileArray) => [array, labels("a.jpg-labels", 1, -1, 0)];
  const map = (data: FileArray["data"], shape: number[]): FileArray => ({
    name: "a.jpg-features",
    shape,
    data,
  });

  test.each<[string, FileArray[], RegExp]>([
    [
      "the global vectors that the authors' extraction script writes",
      withLabels(map(new Float32Array(4096), [4096])),
      /a\.jpg-features: .*\[4096\].*extraction script.*conv5_4/,
    ],
    [
      "positions that do not make a square",
      withLabels(map(new Float32Array(10), [2, 5])),
      /a\.jpg-features.*\[2,5\]/,
    ],
    ["another number of labels", [features("a.jpg"), labels("a.jpg-labels", 1)], /expected 3 or 2 elements/],
    [
      "a label other than 1, 0 and -1",
      [features("a.jpg"), labels("a.jpg-labels", 1, -1, 2)],
      /element 2 is 2/,
    ],
    ["no labels at all", [features("a.jpg")], /neither/],
    [
      "an empty fc7",
      [...oneImage, { name: "a.jpg-fc7", shape: [0], data: new Float32Array(0) }],
      /a\.jpg-fc7: .*\[0\]/,
    ],
    ["a name with a line break in it", [features("a\nb"), labels("a\nb-labels", 1, -1, 0)], /"a\\nb"/],
    [
      "a name too long for an index",
      [features("n".repeat(3000)), labels(`${"n".repeat(3000)}-labels`, 1, -1, 0)],
      /1 to 255 characters/,
    ],
    ["no features", [labels("a.jpg-labels", 1, -1, 0)], /NAME-features/],
  ])("%s", async (_, arrays, message) => {
    await expect(open(arrays)).rejects.toThrow(message);
    await expect(open(arrays)).rejects.toMatchObject({ code: "INVALID_DATASET" });
  });

  test.each<[string, FileArray[], RegExp]>([
    [
      "a number that is not finite",
      [map(Float32Array.of(0, Number.NaN, 0, 0), [1, 4]), labels("a.jpg-labels", 1, -1, 0)],
      /a\.jpg-features: .*number 1 is NaN/,
    ],
    [
      "double precision",
      [map(new Float64Array(8), [2, 4]), labels("a.jpg-labels", 1, -1, 0)],
      /a\.jpg-features.*float32/,
    ],
    [
      "a second image of another shape",
      [...oneImage, flat("b"), labels("b-labels", 1, 0, 0)],
      /b: .*\[1,2,2\]/,
    ],
    ["a second image without labels", [...oneImage, features("b")], /b-labels: .*there is none/],
  ])("%s, when it is read", async (_, arrays, message) => {
    const source = await open(arrays, { zero: "unknown" }).catch((error) => error);
    await expect(source instanceof Error ? Promise.reject(source) : readSource(source)).rejects.toThrow(
      message,
    );
  });

  test("a name list that does not belong to the file", async () => {
    const names = path.join(directory(), "names.pkl");
    await writeFile(names, pickledNames(["z.jpg"]));
    await expect(open(oneImage, { names })).rejects.toThrow(/names\.pkl: it lists "z\.jpg"/);
  });

  test("a label's id that the database cannot hold", async () => {
    const list = "cat\tseen\t/m/\0\ndog\tseen\nfox\tunseen\n";
    await expect(open(oneImage, {}, list)).rejects.toThrow(/labels\.tsv: expected labels' ids/);
  });

  test("files that are not HDF5, cut off, or missing", async () => {
    const file = path.join(directory(), "other.h5");
    const listFile = path.join(directory(), "labels.tsv");
    await writeFile(listFile, LIST);
    const opening = () => openHdf5Features({ file, labels: listFile, section: "all" });
    await expect(opening()).rejects.toMatchObject({ code: "NOT_FOUND" });
    await writeFile(file, "NAME,label\n");
    await expect(opening()).rejects.toThrow("does not begin like one");
    await writeFile(file, Buffer.from("\x89HDF\r\n\x1a\n\x00", "latin1"));
    await expect(opening()).rejects.toThrow("cut off");
  });
});

describe("features in another file are refused, whatever refers to it:", () => {
  const labeled = [labels("a.jpg-labels", 1, -1, 0)];
  const linked = async (link: (h5wasm: { create_external_link: Link; create_soft_link: Link }) => void) => {
    await writeFeatureFile(path.join(directory(), "other.h5"), [features("a.jpg")]);
    await open(labeled).catch(() => undefined); // writes the file
    const file = path.join(directory(), "features.h5");
    const h5wasm = await import("h5wasm/node");
    const hdf5 = new h5wasm.File(file, "a");
    link(hdf5 as never);
    hdf5.close();
    return openHdf5Features({ file, labels: path.join(directory(), "labels.tsv"), section: "all" });
  };
  type Link = (...names: string[]) => void;
  const other = () => path.join(directory(), "other.h5");

  test("an external link", async () => {
    const opening = linked((file) => file.create_external_link(other(), "/a.jpg-features", "a.jpg-features"));
    await expect(opening).rejects.toMatchObject({ code: "INVALID_DATASET" });
  });

  test("a soft link to an external one", async () => {
    const opening = linked((file) => {
      file.create_external_link(other(), "/", "elsewhere");
      file.create_soft_link("/elsewhere/a.jpg-features", "a.jpg-features");
    });
    await expect(opening).rejects.toThrow("refers to another file");
  });

  test("external storage", async () => {
    const listFile = path.join(directory(), "labels.tsv");
    await writeFile(listFile, LIST);
    const file = path.join(__dirname, "../../fixtures", "hdf5", "external-storage.h5");
    const source = await openHdf5Features({ file, labels: listFile, section: "all" });
    await expect(readSource(source)).rejects.toThrow("refers to another file");
  });
});

function flat(name: string): FileArray {
  return { name: `${name}-features`, shape: [1, 4], data: new Float32Array(4) };
}

it("names a page or a pointer that was downloaded in place of the features or of the list of names", async () => {
  const page = path.join(directory(), "page.h5");
  await writeFile(page, "<!DOCTYPE html><html><body>Sign in</body></html>");
  await expect(open([features("a.jpg")], { file: page })).rejects.toMatchObject({
    code: "INVALID_DATASET",
    message: expect.stringMatching(/page\.h5.*HTML page/),
  });
  const names = path.join(directory(), "names.pkl");
  await writeFile(
    names,
    `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 12\n`,
  );
  const given = open([features("a.jpg"), labels("a.jpg-labels", 1, 0, -1)], { names });
  await expect(given).rejects.toThrow(/names\.pkl.*Git LFS pointer/);
});

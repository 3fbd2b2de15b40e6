import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { createImageFinder } from "../../src/datasets/image-finder";
import { imageName } from "../../src/datasets/image-path";
import { directoryPerTest } from "../helpers/files/directory-per-test";
import { writeTree } from "../helpers/files/write-tree";

const directory = directoryPerTest();
const PLACE = { file: "set.json", at: "images[0]" };
const CAFE = "cafe\u0301.jpg"; // decomposed, as macOS writes it

async function find(given: string) {
  const names = [
    "a.jpg",
    " lead.jpg",
    "12:30.jpg",
    "IMG.JPG",
    "sub/a.jpg",
    "Twin.jpg",
    "tWin.jpg",
    "a..b.jpg",
  ];
  const files = [...names, CAFE, "u\u0308bung/u\u0308.jpg", "back\\slash.jpg", "C:/drive.jpg"];
  await writeTree(path.join(directory(), "images"), Object.fromEntries(files.map((name) => [name, ""])));
  await writeFile(path.join(directory(), "outside.jpg"), "");
  await mkdir(path.join(directory(), "images", "folder.jpg"), { recursive: true });
  return createImageFinder(path.join(directory(), "images"))(given, PLACE);
}

test.each<[string, string, string]>([
  ["a step that leads nowhere", "./a.jpg", "a.jpg"],
  ["slashes that are doubled", "sub//./a.jpg", "sub/a.jpg"],
  ["backslashes", "sub\\a.jpg", "sub/a.jpg"],
  ["a backslash in the name of a file", "back\\slash.jpg", "back\\slash.jpg"],
  ["a colon", "12:30.jpg", "12:30.jpg"],
  ["a blank in front that the file has", " lead.jpg", " lead.jpg"],
  ["a blank behind that the file does not have", "a.jpg ", "a.jpg"],
  ["dots within a name", "a..b.jpg", "a..b.jpg"],
  ["another case", "img.jpg", "IMG.JPG"],
  ["another case of a folder", "SUB/A.JPG", "sub/a.jpg"],
  ["composed accents", "caf\u00e9.jpg", "caf\u00e9.jpg"],
  ["decomposed accents", CAFE, "caf\u00e9.jpg"],
  ["composed accents of a folder", "\u00fcbung/\u00fc.jpg", "\u00fcbung/\u00fc.jpg"],
  ["a name as the folder has it beside one alike", "tWin.jpg", "tWin.jpg"],
  ["what looks like a drive but is there", "C:/drive.jpg", "C:/drive.jpg"],
])("finds a picture in spite of %s", async (_, given, name) => {
  expect(await find(given)).toMatchObject({ name, isShortened: false });
});

test.each<[string, string, string]>([
  ["an absolute path", "/data/upload/a.jpg", "a.jpg"],
  ["an absolute path, by its longest tail", "/data/sub/a.jpg", "sub/a.jpg"],
  ["a path of Windows", "C:\\Users\\me\\sub\\a.jpg", "sub/a.jpg"],
  ["a share of Windows", "\\\\server\\pets\\a.jpg", "a.jpg"],
  ["a URL", "https://images.example/pets/sub/a.jpg?size=large#top", "sub/a.jpg"],
  ["a URL with escapes", "https://images.example/12%3A30.jpg", "12:30.jpg"],
  ["a file's URL", "file:///data/upload/a.jpg", "a.jpg"],
  ["an absolute path in another case", "/data/SUB/A.jpg", "sub/a.jpg"],
  ["a path that begins with the folder's own name", "images/a.jpg", "a.jpg"],
])("finds by its tail %s, and says so", async (_, given, name) => {
  expect(await find(given)).toMatchObject({ name, isShortened: true });
});

test.each(["z.jpg", "train/a.jpg", "folder.jpg", "/data/z.jpg", "a.jpg/b.jpg", `${"x".repeat(250)}.jpg`])(
  "finds nothing by %s",
  async (given) => {
    expect(await find(given)).toBeNull();
  },
);

test("refuses a name that two files fit, with both", async () => {
  await expect(find("TWIN.jpg")).rejects.toThrow(
    /images\[0\]: both "Twin.jpg" and "tWin.jpg"|both "tWin.jpg" and "Twin.jpg"/,
  );
});

test.each([
  "../outside.jpg",
  "sub/../../outside.jpg",
  "..\\outside.jpg",
  "/data/../../outside.jpg",
  "",
  " ",
  "/",
  "a\0.jpg",
])("takes %j for no name of a picture", (given) => {
  expect(() => imageName(given, PLACE)).toThrow(
    /set\.json, images\[0\]: expected the name of an image inside/,
  );
});

test("does not leave the folder by the escapes of a URL", async () => {
  expect(await find("https://images.example/%2E%2E/outside.jpg")).toBeNull();
});

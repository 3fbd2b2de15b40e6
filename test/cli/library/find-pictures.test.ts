import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { findPictures } from "../../../src/cli/library/find-pictures";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTree } from "../../helpers/files/write-tree";

describe("the pictures of a folder", () => {
  const folder = directoryPerTest();
  let png: Buffer;
  beforeAll(async () => {
    png = await sharp({ create: { width: 2, height: 2, channels: 3, background: "red" } })
      .png()
      .toBuffer();
  });
  const found = async (...paths: string[]) => {
    const { files, passedOver, unreadable } = await findPictures(paths);
    return {
      files: files.map(({ below }) => below),
      others: passedOver.describe(),
      unreadable: unreadable.size,
    };
  };

  it("are known by their extension, or else by their first bytes", async () => {
    await writeTree(folder(), {
      "a.JPG": "anything",
      "photo.jpg.1": png,
      IMG_1: png,
      "v1.2": png,
      "scan.dat": png,
      "notes.txt": "BMW and MM",
      "movie.mov": "\0\0\0\x14ftypqt  ",
      "raw.NEF": "II*\0",
      "raw.dng": "MM\0*",
    });
    expect(await found(folder())).toEqual({
      files: ["IMG_1", "a.JPG", "photo.jpg.1", "scan.dat", "v1.2"],
      others: "4 others passed over: 1 .dng, 1 .mov, 1 .nef, 1 .txt",
      unreadable: 0,
    });
  });

  it("leave none beside them without its kind", async () => {
    await writeTree(folder(), {
      "2019/a.png": png,
      ".DS_Store": "x",
      "._a.png": "x",
      ".thumbnails/t.png": png,
      "@eaDir/a.png/SYNOPHOTO_THUMB_M.jpg": png,
      README: "words",
      LICENSE: "words",
    });
    await symlink(folder(), path.join(folder(), "2019", "round"));
    await symlink("nowhere", path.join(folder(), "2019", "gone.png"));
    await symlink("a.png", path.join(folder(), "2019", "link.png"));
    expect(await found(folder())).toMatchObject({
      files: ["2019/a.png", "2019/link.png"],
      others:
        "8 others passed over: 2 hidden files, 2 without an extension, 1 @eaDir folder, 1 broken link, 1 folder link, 1 hidden folder",
    });
  });

  it("are each found once, where one of two folders is within the other", async () => {
    await writeTree(folder(), { "2019/a.png": png, "b.png": png });
    expect((await found(folder(), path.join(folder(), "2019"))).files).toEqual(["2019/a.png", "b.png"]);
  });

  it("have places: below the folder that was given, or as they were named", async () => {
    await writeTree(folder(), { "2019/a.png": png, "2020/a.png": png });
    expect((await found(folder())).files).toEqual(["2019/a.png", "2020/a.png"]);
    const named = ["./x/y/../a.png", path.join(folder(), "2019/a.png"), "../up/b.png"];
    expect((await found(...named)).files).toEqual(["x/a.png", "a.png", "b.png"]);
  });

  it("are found under names and in folders that are no UTF-8, shown with their bytes", async () => {
    const latin = Buffer.concat([Buffer.from(`${folder()}/\u00fc`), Buffer.from([0xe9, 0xff])]);
    await mkdir(latin);
    await writeFile(Buffer.concat([latin, Buffer.from("/x.png")]), png);
    await writeFile(Buffer.concat([latin, Buffer.from("/IMG")]), png);
    expect((await found(folder())).files).toEqual(["\u00fc\\xe9\\xff/IMG", "\u00fc\\xe9\\xff/x.png"]);
  });

  it("of a folder that vanishes are none, and no error", async () => {
    await writeTree(folder(), { "a/b.png": png });
    await rm(path.join(folder(), "a"), { recursive: true });
    expect(await found(folder())).toEqual({ files: [], others: "", unreadable: 0 });
  });
});

import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { unpackZip } from "../../src/files/unpack-zip";
import { directoryPerTest } from "../helpers/files/directory-per-test";
import { writeZip } from "../helpers/files/write-zip";

type Files = Parameters<typeof writeZip>[0];

describe("the unpacking of a zip archive", () => {
  const directory = directoryPerTest();
  const unpack = async (archive: Buffer, onSize: (bytes: number) => void = () => undefined) => {
    const file = path.join(directory(), "set.zip");
    await writeFile(file, archive);
    const folder = path.join(directory(), "set");
    const told: number[] = [];
    const signal = new AbortController().signal;
    await unpackZip(file, folder, { signal, onSize, onProgress: (bytes) => told.push(bytes) });
    return { folder, told };
  };
  const zip = (...files: Files) => writeZip(files, "deflated");

  it("writes its files with their folders, and leaves what systems hide in it", async () => {
    const { folder, told } = await unpack(
      zip(
        ["set/labels.json", Buffer.from("{}")],
        ["set/cat/1.png", Buffer.from("abc")],
        ["__MACOSX/set/._labels.json", Buffer.from("x")],
        ["set/.DS_Store", Buffer.from("x")],
      ),
    );
    const names = (await readdir(folder, { recursive: true })).sort();
    expect(names).toEqual(["set", "set/cat", "set/cat/1.png", "set/labels.json"]);
    expect(await readFile(path.join(folder, "set/cat/1.png"), "utf8")).toBe("abc");
    expect(told).toEqual([2, 5]);
  });

  it("says how many bytes will come before it writes any", async () => {
    const sizes: number[] = [];
    const refused = unpack(zip(["a", Buffer.alloc(10)], ["b", Buffer.alloc(5)]), (bytes) => {
      sizes.push(bytes);
      throw new Error("the disk is full");
    });
    await expect(refused).rejects.toThrow("the disk is full");
    expect(sizes).toEqual([15]);
    expect(await readdir(directory())).toEqual(["set.zip"]);
  });

  const link = () => {
    const archive = zip(["link", Buffer.from("/etc/passwd")]);
    const entry = archive.indexOf("PK\x01\x02");
    archive.writeUInt32LE((0o120777 << 16) >>> 0, entry + 38); // external file attributes: a symbolic link
    return archive;
  };
  const swelling = () => {
    const archive = zip(["zeros", Buffer.alloc(1_000)]);
    archive.writeUInt32LE(0x7fffffff, archive.indexOf("PK\x01\x02") + 24); // says that it has 2 GiB
    return archive;
  };
  const deep = () => {
    const names = Array.from({ length: 100 }, (_, n) => `${n}/${"a/".repeat(900)}b`);
    return zip(...names.map((name) => [name, Buffer.from("x")] as const));
  };
  const lying = () => {
    const archive = zip(["zeros", Buffer.alloc(1_000)]);
    archive.writeUInt32LE(10, archive.indexOf("PK\x01\x02") + 24); // has more than it says
    return archive;
  };
  it.each([
    ["leads out of the folder", () => zip(["../evil", Buffer.from("x")]), /invalid relative path/],
    ["begins at the root", () => zip(["/etc/evil", Buffer.from("x")]), /absolute path/],
    ["is a link", link, /"link" in it is a link/],
    ["is there twice", () => zip(["a", Buffer.from("1")], ["a", Buffer.from("2")]), /the same name/],
    ["is a folder too", () => zip(["a", Buffer.from("1")], ["a/b", Buffer.from("2")]), /the same name/],
    ["would swell beyond measure", swelling, /more than 60 times its size/],
    ["brings hundreds of folders along", deep, /more than 60 times its size/],
    ["has more bytes than it says", lying, /damaged/],
    ["has a name too long for a file", () => zip(["n".repeat(300), Buffer.from("x")]), /name of a file/],
  ])("refuses an archive in which a file %s", async (_, archive, message) => {
    const refused = unpack(archive());
    await expect(refused).rejects.toMatchObject({ code: "INVALID_DATASET" });
    await expect(refused).rejects.toThrow(message);
  });

  it("refuses what is no archive, and one that is cut off", async () => {
    await expect(unpack(Buffer.from("no archive"))).rejects.toThrow("it is no whole zip archive");
    const whole = zip(["a", Buffer.alloc(100)]);
    await expect(unpack(whole.subarray(0, whole.length - 30))).rejects.toMatchObject({
      code: "INVALID_DATASET",
    });
  });
});

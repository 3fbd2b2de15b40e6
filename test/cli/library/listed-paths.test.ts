import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { readListedPaths } from "../../../src/cli/library/listed-paths";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

const read = (text: string | Buffer) => readListedPaths(Readable.from([Buffer.from(text)]));

describe("a list of paths", () => {
  const folder = directoryPerTest();

  it.each([
    ["one a line", "a.jpg\nb c.jpg\n"],
    ["with line ends of Windows", "a.jpg\r\nb c.jpg\r\n"],
    ["without a last line end, with empty lines", "a.jpg\n\n\nb c.jpg"],
    ["each ended by NUL, as find -print0 writes them", "a.jpg\0b c.jpg\0"],
  ])("is read %s", async (_, text) => {
    expect(await read(text)).toEqual([{ file: "a.jpg" }, { file: "b c.jpg" }]);
  });

  it("keeps line ends within paths that end with NUL", async () => {
    expect(await read("a\nb.jpg\0")).toEqual([{ file: "a\nb.jpg" }]);
  });

  it("may say after a tab what another program calls a picture", async () => {
    expect(await read("2019/a.jpg\tP-77\n")).toEqual([{ file: "2019/a.jpg", externalId: "P-77" }]);
  });

  it("may have names with tabs, of files that are there", async () => {
    const file = path.join(folder(), "a\tb.jpg");
    await writeFile(file, "");
    expect(await read(`${file}\n${file}\t7\n`)).toEqual([{ file }, { file, externalId: "7" }]);
  });

  it("may have names that are no UTF-8", async () => {
    const name = Buffer.from([0x61, 0xe9, 0x2e, 0x6a, 0x70, 0x67]);
    expect(await read(Buffer.concat([name, Buffer.from("\n")]))).toEqual([{ file: name }]);
  });
});

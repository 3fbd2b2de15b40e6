import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { addToSidecar, writeSidecar, xmpDocument } from "../../../src/cli/library/xmp-sidecar";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

describe("a sidecar", () => {
  const folder = directoryPerTest();

  it("escapes what XML does not allow in a label", () => {
    expect(xmpDocument(["R&B <live>", "a\u0001b", "été"])).toContain(
      "<rdf:li>R&amp;B &lt;live&gt;</rdf:li>\n     <rdf:li>a\ufffdb</rdf:li>\n     <rdf:li>été</rdf:li>",
    );
  });

  it("keeps the labels that it has where others are added, each once, and loses them where it is written anew", async () => {
    const picture = path.join(folder(), "kept.jpg");
    const labels = async () =>
      (await readFile(`${picture}.xmp`, "utf8")).match(/(?<=<rdf:li>).*(?=<\/rdf:li>)/g);
    expect(await addToSidecar(picture, ["R&B <live>", "dog"])).toBeNull();
    expect(await addToSidecar(picture, ["sofa", "dog", "R&B <live>"])).toBeNull();
    expect(await labels()).toEqual(["R&amp;B &lt;live&gt;", "dog", "sofa"]);
    expect(await writeSidecar(picture, ["cat"])).toBeNull();
    expect(await labels()).toEqual(["cat"]);
  });

  it.each(["a link to a file", "a link to nowhere", "a folder"])("is not written over %s", async (what) => {
    const [picture, other] = [path.join(folder(), "a.jpg"), path.join(folder(), "other")];
    if (what === "a folder") await mkdir(`${picture}.xmp`);
    else await symlink(other, `${picture}.xmp`);
    if (what === "a link to a file") await writeFile(other, xmpDocument([]));
    expect(await writeSidecar(picture, ["cat"])).toContain("another program's");
  });

  it("that cannot be written is refused with the reason", async () => {
    expect(await writeSidecar(path.join(folder(), "nowhere", "a.jpg"), [])).toMatch(
      /cannot be written: ENOENT/,
    );
  });
});

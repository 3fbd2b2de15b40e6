import { foreignContent } from "../../src/files/foreign-content";

const kinds: [kind: string, content: string, what: string, advice: string][] = [
  ["a page", "\n<!DOCTYPE html><html><head><title>Drive</title>", "an HTML page", "Download it in a browser"],
  ["a page behind a byte order mark", "\xef\xbb\xbf<html lang=en>", "an HTML page", "browser"],
  ["a page that begins with a comment", "<!-- saved -->\n<html>", "an HTML page", "browser"],
  ["XHTML", '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "">', "an HTML page", "browser"],
  ["a page in UTF-16", "\xff\xfe<\0h\0t\0m\0l\0>\0", "an HTML page", "browser"],
  [
    "an error of a storage server",
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>',
    "a storage server's error",
    "refused the download",
  ],
  ["an error in JSON", '{"error":"Repository not found"}', "a server's error message in JSON", "again"],
  ["an error in a word", "Entry not found", "a server's error message", "Download it again"],
  ["a Git LFS pointer", "version https://git-lfs.github.com/spec/v1\n", "a Git LFS pointer", "git lfs pull"],
  ["a git-annex pointer", "/annex/objects/MD5E-s1--d4.vec\n", "a git-annex pointer", "git annex get"],
  ["a DVC pointer", "outs:\n- md5: d41d8c\n  path: a.vec\n", "a DVC pointer", "dvc pull"],
  ["a zip archive", "PK\x03\x04\x14\0", "a zip archive", "Unpack it"],
  ["a 7z archive", "7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it"],
  ["a tar archive", `glove.txt${"\0".repeat(248)}ustar\0`, "a tar archive", "Unpack it"],
  ["a PDF", "%PDF-1.7\n", "a PDF document", "Give the data"],
  ["a file of macOS's beside a file", "\0\x05\x16\x07\0\x02", "what macOS keeps beside a file", '"._"'],
];

describe("foreignContent", () => {
  test.each(kinds)("names %s, the file and what to do", (_, content, what, advice) => {
    const said = foreignContent("a.vec", Buffer.from(content, "latin1"));
    expect(said).toContain(`a.vec is ${what}, not the file itself`);
    expect(said).toContain(advice);
  });

  test.each<[string, string]>([
    ["word vectors whose first word is a tag", "<s> 0.1 0.2\n</s> 0.3 0.4\n"],
    ["word vectors whose first word is <html>", "<html> 0.1 0.2\n"],
    ["word vectors of messages", `not found 0.1 0.2\n${"entry not found 0.1 0.2\n".repeat(50)}`],
    ["a COCO file", '{"info": {}, "images": []}'],
    ["labels", "cat\tseen\n"],
    ["nothing", ""],
  ])("takes %s for what they are", (_, content) => {
    expect(foreignContent("a", Buffer.from(content, "latin1"))).toBeNull();
  });

  test("leaves packings to readers that take them", () => {
    const zip = Buffer.from("PK\x03\x04", "latin1");
    expect(foreignContent("a.pth", zip, { accepts: ["zip"] })).toBeNull();
    expect(foreignContent("a.xml", Buffer.from("<?xml?><annotation>"), { accepts: ["xml"] })).toBeNull();
    expect(foreignContent("a.csv", Buffer.from("<?xml?><annotation>"))).toContain("an XML document");
  });
});

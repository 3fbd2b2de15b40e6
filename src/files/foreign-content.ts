/** As many first bytes of a file as tell what it is. */
export const TELLING_BYTES = 1024;

/** Packed or structured files that some readers take and others do not. */
export type Packing = "zip" | "gzip" | "xml";

/** What a file is instead of what was asked for, and what to do: "an HTML page", "Download it in a browser …". */
interface Foreign {
  readonly what: string;
  readonly advice: string;
  /** Of a pointer: it stands for the very file that was asked for. */
  readonly isPointer?: true;
}

const PAGE =
  "the server answered with a page (to log in, to agree, or of an error). Download it in a browser, then look at its size.";
const AGAIN = "Download it again, and look at its size.";

/** By the first bytes as Latin-1, without a byte order mark and blanks. What a word-vector file may begin with is not here. */
const TEXTS: readonly (readonly [RegExp, Foreign])[] = [
  [
    /^version https:\/\/git-lfs\.github\.com\//,
    pointer("a Git LFS pointer", "Run git lfs pull in its repository"),
  ],
  [/^\/annex\/objects\/|^(?:\.\.\/)*\.git\/annex\//, pointer("a git-annex pointer", "Run git annex get")],
  [
    /^outs:\s*\n\s*-\s+(?:md5|etag|path|hash|size):/,
    pointer("a DVC pointer", "Run dvc pull in its repository"),
  ],
  [
    /^<\?xml[^>]*>\s*<Error>/i,
    { what: "a storage server's error", advice: `it refused the download. ${AGAIN}` },
  ],
  [/^<\?xml[^>]*>\s*(?:<!doctype html|<html)/i, page()],
  [/^<(?:!doctype\s+html|(?:html|head|body|title|script|meta)\b(?!>? -?\d))/i, page()],
  [/^<!--[\s\S]*?-->\s*<(?:!doctype\s+html|html)/i, page()],
  [
    /^\{\s*"(?:error|errors|message|detail)"\s*:/i,
    { what: "a server's error message in JSON", advice: AGAIN },
  ],
];
const MESSAGE =
  /^(?:(?:entry|repository|page|file|404:?|error 404:?) not found|invalid (?:username|credentials)|access (?:denied|to model)|unauthorized|forbidden|too many requests|internal server error)/i;

/** Plain messages are short, and could otherwise be the beginning of a text. */
const LONGEST_MESSAGE = 512;

const ARCHIVES: readonly (readonly [string, string, Packing | null, string])[] = [
  ["PK\x03\x04", "a zip archive", "zip", "Unpack it (unzip FILE) and give the file in it"],
  ["PK\x05\x06", "an empty zip archive", null, AGAIN],
  ["\x1f\x8b", "a gzip archive", "gzip", "Unpack it (gunzip FILE, or tar xzf FILE) and give the file in it"],
  ["7z\xbc\xaf\x27\x1c", "a 7z archive", null, "Unpack it (7z x FILE) and give the file in it"],
  ["Rar!\x1a\x07", "a RAR archive", null, "Unpack it (unrar x FILE) and give the file in it"],
  ["BZh", "a bzip2 archive", null, "Unpack it (bunzip2 FILE, or tar xjf FILE) and give the file in it"],
  ["\xfd7zXZ\x00", "an xz archive", null, "Unpack it (unxz FILE, or tar xJf FILE) and give the file in it"],
  ["\x28\xb5\x2f\xfd", "a Zstandard archive", null, "Unpack it (unzstd FILE) and give the file in it"],
  ["%PDF-", "a PDF document", null, "Give the data that the document is about"],
  ["\x00\x05\x16\x07", "what macOS keeps beside a file", null, 'Give the file of the same name without "._"'],
];

/**
 * What a file is, by its name and first bytes, where it is surely not what any of our readers takes: what a failed
 * download leaves (a web page, a server's error), the pointer that Git LFS, git-annex or DVC puts in the place of a large
 * file, or an archive as it was downloaded. A whole sentence with what to do, or null. `accepts` lists the packings that
 * the caller reads itself.
 */
export function foreignContent(
  fileName: string,
  firstBytes: Uint8Array,
  { accepts = [], expected = "the file itself" }: { accepts?: readonly Packing[]; expected?: string } = {},
): string | null {
  const bytes = Buffer.from(
    firstBytes.buffer,
    firstBytes.byteOffset,
    Math.min(firstBytes.length, TELLING_BYTES),
  );
  const raw = bytes.toString("latin1");
  const sentence = ({ what, advice, isPointer }: Foreign) =>
    `${fileName} is ${what}, not ${isPointer ? "the file itself" : expected}${/^[a-z]/.test(advice) ? ":" : "."} ${advice}`;
  if (raw.slice(257, 262) === "ustar")
    return sentence({ what: "a tar archive", advice: "Unpack it (tar xf FILE) and give the file in it." });
  for (const [magic, what, packing, advice] of ARCHIVES) {
    if (!raw.startsWith(magic)) continue;
    const isTaken = packing !== null && accepts.includes(packing);
    return isTaken ? null : sentence({ what, advice: advice.replace(/\.?$/, ".") });
  }
  const text = (/^(?:\xff\xfe|\xfe\xff)/.test(raw) ? raw.slice(2).replaceAll("\0", "") : raw)
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart();
  const found = TEXTS.find(([pattern]) => pattern.test(text));
  if (found) return sentence(found[1]);
  if (raw.length <= LONGEST_MESSAGE && MESSAGE.test(text))
    return sentence({ what: "a server's error message", advice: AGAIN });
  if (text.startsWith("<?xml") && !accepts.includes("xml"))
    return sentence({ what: "an XML document", advice: "Give the data in a format that is read here." });
  return null;
}

function page(): Foreign {
  return { what: "an HTML page", advice: PAGE };
}

function pointer(what: string, command: string): Foreign {
  return { what, advice: `${command}, or download the file.`, isPointer: true };
}

import { randomUUID } from "node:crypto";
import { lstat, readFile, rename, rm, writeFile } from "node:fs/promises";
import type { RawPath } from "./raw-path";

/** Written into each sidecar; other programs write their own name there when they change one. */
const TOOLKIT = 'x:xmptk="Regionary"';
/** What XML 1.0 cannot contain. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const CHARACTERS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(ENTITIES).map(([character, entity]) => [entity, character]),
);

/** A sidecar (Adobe XMP, part 1) with labels as dc:subject, which photo programs show as keywords. */
export function xmpDocument(labels: readonly string[]): string {
  const items = labels.map((label) => {
    const text = label.replace(NOT_IN_XML, "\ufffd").replace(/[&<>]/g, (character) => ENTITIES[character]!);
    return `     <rdf:li>${text}</rdf:li>\n`;
  });
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" ${TOOLKIT}>
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:subject>
    <rdf:Bag>
${items.join("")}    </rdf:Bag>
   </dc:subject>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
`;
}

/**
 * Writes labels beside a picture, as IMG.jpg.xmp, in place of those in a sidecar of our own; says why not where that is
 * another program's file or cannot be written, or null once it is done.
 */
export const writeSidecar = (picture: RawPath, labels: readonly string[]): Promise<string | null> =>
  changeSidecar(picture, () => labels);

/** The same, beside those that a sidecar of our own has already. */
export const addToSidecar = (picture: RawPath, labels: readonly string[]): Promise<string | null> =>
  changeSidecar(picture, (before) => [...new Set([...before, ...labels])]);

async function changeSidecar(
  picture: RawPath,
  change: (before: readonly string[]) => readonly string[],
): Promise<string | null> {
  const sidecar = withEnding(picture, ".xmp");
  const draft = withEnding(picture, `.xmp.${randomUUID()}`);
  try {
    const stats = await lstat(sidecar).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (stats === null) {
      await writeFile(sidecar, xmpDocument(change([])), { flag: "wx" }); // fails if another comes first
      return null;
    }
    const document = stats.isFile() ? await readFile(sidecar, "utf8") : "";
    if (!document.includes(TOOLKIT)) return "Its .xmp is another program's and stays as it is.";
    await writeFile(draft, xmpDocument(change(labelsIn(document))), { flag: "wx" });
    await rename(draft, sidecar);
    return null;
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    return `Its .xmp cannot be written: ${(error as Error).message}.`;
  }
}

/** The labels of a sidecar of our own. */
function labelsIn(document: string): string[] {
  const items = [...document.matchAll(/<rdf:li>([^<]*)<\/rdf:li>/g)];
  return items.map(([, text]) => text!.replace(/&(?:amp|lt|gt);/g, (entity) => CHARACTERS[entity]!));
}

const withEnding = (file: RawPath, ending: string): RawPath =>
  typeof file === "string" ? file + ending : Buffer.concat([file, Buffer.from(ending)]);

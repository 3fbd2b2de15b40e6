import { readFile } from "node:fs/promises";

/** As the page is written, and right for the folder that it lies in. */
const BASE = '<base href="./" />';

/**
 * A built page for one answer. `base` is where its files lie as seen from its address, so that one page serves many;
 * with `nonce` it may have styles of its own.
 */
export async function pageHtml(
  file: string,
  { base, nonce }: { base: string; nonce?: string },
): Promise<string> {
  const html = await readFile(file, "utf8");
  const proof = nonce === undefined ? "" : `<meta name="style-nonce" content="${nonce}" />`;
  return html.replace(BASE, `<base href="${base}" />${proof}`);
}

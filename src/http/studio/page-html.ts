import { readFile } from "node:fs/promises";

/**
 * A built page for one answer. `base` is where the page's files lie as seen from its address, so that one file serves
 * all of them; where there is a nonce, the page finds it as Vite's pages do.
 */
export async function pageHtml(
  file: string,
  { base, nonce }: { base: string; nonce?: string },
): Promise<string> {
  const html = await readFile(file, "utf8");
  const head = [`<base href="${base}">`, nonce && `<meta property="csp-nonce" nonce="${nonce}">`];
  return html.replace("<head>", `<head>${head.filter(Boolean).join("")}`);
}

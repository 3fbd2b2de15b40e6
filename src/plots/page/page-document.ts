import { element, escapeText } from "../markup";
import { PALETTES, type Theme } from "../theme";

/** It loads nothing and runs nothing, whoever opens it and wherever it lies. */
export const PAGE_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/** A whole HTML document that needs no other file. */
export function pageDocument(title: string, markup: string): string {
  return [
    "<!DOCTYPE html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escapeText(PAGE_POLICY)}">`,
    '<meta name="viewport" content="width=device-width">',
    element("title", {}, escapeText(title)),
    element("style", {}, STYLE),
    "</head>",
    "<body>",
    element("h1", {}, escapeText(title)),
    markup,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** A picture as part of the document. */
export function embeddedPicture(mediaType: string, bytes: Uint8Array, alternative: string): string {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  return `<img src="data:${mediaType};base64,${data}" alt="${escapeText(alternative)}">`;
}

const colors = (theme: Theme) =>
  `:root{color-scheme:${theme};${Object.entries(PALETTES[theme])
    .map(([name, color]) => `--${name}:${color}`)
    .join(";")}}`;

const STYLE = `
${colors("light")}
@media (prefers-color-scheme:dark){${colors("dark")}}
body{font:15px/1.5 system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;background:var(--paper);color:var(--ink);max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:1rem 0}
th,td{text-align:left;padding:.25rem .9rem .25rem 0;border-bottom:1px solid var(--grid);vertical-align:top}
td.number{text-align:right;font-variant-numeric:tabular-nums}
figure{display:inline-block;margin:0 .75rem .75rem 0;max-width:10rem}
figcaption{font-size:12px;color:var(--quiet);overflow-wrap:anywhere}
img{max-width:100%}
.warning{border-left:4px solid var(--second);padding-left:.75rem}
`;

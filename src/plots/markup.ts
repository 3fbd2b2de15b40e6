/** What XML 1.0 cannot contain: most control characters, halves of a surrogate pair, U+FFFE and U+FFFF. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Any text as text of an XML document, between tags or in quotes; names are untrusted. */
export function escapeText(text: string): string {
  return text.replace(NOT_IN_XML, "\ufffd").replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

type Attributes = Readonly<Record<string, string | number>>;

/** An element around existing markup. Numbers are written to a hundredth, which is finer than a screen. */
export function element(name: string, attributes: Attributes, markup = ""): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeText(String(typeof value === "number" ? rounded(value) : value))}"`,
  );
  return `<${name}${written.join("")}>${markup}</${name}>`;
}

/** A line of text at a place. */
export function text(content: string, attributes: Attributes): string {
  return element("text", attributes, escapeText(content));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

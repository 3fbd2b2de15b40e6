import { toGlobalId } from "../../services/global-id";
import type { FoundImage } from "../../services/search/export/found-image";
import { foundJson } from "../../services/search/export/found-json";
import { oneLine } from "../terminal/one-line";
import type { Terminal } from "../terminal/terminal";

type Images = AsyncIterable<FoundImage>;

/** A line for each image: how probable it is, or its score, and its path. */
export async function printLines(images: Images, terminal: Pick<Terminal, "print">): Promise<void> {
  for await (const { score, probability, labels, ...found } of images) {
    const each =
      labels.length > 1 ? `: ${labels.map((label) => `${label.label} ${mark(label)}`).join(", ")}` : "";
    terminal.print(`${mark({ score, probability })}  ${oneLine(placeOf(found))}${each}`);
  }
}

function mark({ score, probability }: Pick<FoundImage, "score" | "probability">): string {
  return probability === null ? score.toFixed(3) : probability.toFixed(2);
}

const placeOf = ({ file, image }: Pick<FoundImage, "file" | "image">): string =>
  file ?? image.path ?? image.name ?? toGlobalId("Image", image.id);

/** One JSON object: the images as `images`, one a line, and after them what is said of the whole search. */
export async function printJson(
  images: Images,
  about: () => object,
  terminal: Pick<Terminal, "print">,
): Promise<void> {
  let before: string | null = null;
  terminal.print('{"images": [');
  for await (const found of images) {
    if (before !== null) terminal.print(`${before},`);
    before = JSON.stringify(foundJson(found));
  }
  if (before !== null) terminal.print(before);
  terminal.print(`], ${JSON.stringify(about()).slice(1)}`);
}

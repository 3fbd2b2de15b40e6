import { printJson, printLines } from "../../../src/cli/search/print-found";
import type { FoundImage } from "../../../src/services/search/export/found-image";
import { foundImage } from "../../helpers/search/found-image";

async function* from(...images: readonly FoundImage[]): AsyncGenerator<FoundImage> {
  yield* images;
}

describe("what was found, printed", () => {
  const lines: string[] = [];
  const terminal = { print: (line: string) => lines.push(line) };
  beforeEach(() => lines.splice(0));
  const dog = { label: "dog", score: 3, probability: 0.95 };
  const sofa = { label: "sofa", score: 2.5, probability: 0.9 };

  it("is a line for each image, with its probability or else its score, and a safe path", async () => {
    const named = foundImage(2, { probability: null, file: "a\u001b[2J\n.jpg" });
    await printLines(from(foundImage(1, { labels: [dog, sofa] }), named), terminal);
    expect(lines).toEqual(["0.90  2019/1.jpg: dog 0.95, sofa 0.90", "2.500  a\\x1b[2J\\n.jpg"]);
  });

  it.each([0, 1, 3])(
    "is one JSON object with %i images, and with what is known of the whole search",
    async (count) => {
      const images = Array.from({ length: count }, (_, place) => foundImage(place + 1, { labels: [dog] }));
      await printJson(from(...images), () => ({ exact: true, shown: count }), terminal);
      const { images: printed, ...about } = JSON.parse(lines.join("\n"));
      expect(about).toEqual({ exact: true, shown: count });
      expect(printed).toEqual(
        images.map(({ rank }) =>
          expect.objectContaining({ rank, imagePath: `2019/${rank}.jpg`, score: 2.5, labels: [dog] }),
        ),
      );
    },
  );
});

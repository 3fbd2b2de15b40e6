import { foundCsv } from "../../../src/services/search/export/found-csv";
import type { FoundImage } from "../../../src/services/search/export/found-image";
import { foundImage } from "../../helpers/search/found-image";

describe("CSV of what was found", () => {
  it("has a row for each label of an image, and one where only pictures were compared", async () => {
    const found = [
      foundImage(1, {
        labels: [
          { label: "dog", score: 2.5, probability: 0.9, boxes: [[1, 2, 30, 40]] },
          { label: "a, b", score: 1.5, probability: 0.8, boxes: [] },
        ],
      }),
      foundImage(2, { labels: [], probability: null, file: "/photos/b.jpg" }),
    ];
    const lines = await all(foundCsv(from(found), { boxes: true }));
    expect(lines.map((line) => line.split(",").length)).toEqual([14, 14, 15, 14]); // one has a comma in its label
    const [header, first, second, third] = lines;
    expect(header).toBe(
      "rank,imageId,imageName,imageSha256,score,probability,label,labelScore,labelProbability,imagePath,externalId,capturedAt,file,boxes\r\n",
    );
    expect(first).toMatch(/^1,[\w=]+,1\.jpg,\w{64},2\.5,0\.9,dog,2\.5,0\.9,2019\/1\.jpg,,,,1 2 30 40\r\n$/);
    expect(second).toMatch(/,2\.5,0\.9,"a, b",1\.5,0\.8,/);
    expect(third).toMatch(/^2,[\w=]+,2\.jpg,\w{64},2\.5,,,,,2019\/2\.jpg,,,\/photos\/b\.jpg,\r\n$/);
  });

  it("has no column of boxes where none were asked for", async () => {
    const [header] = await all(foundCsv(from([]), {}));
    expect(header).toMatch(/,file\r\n$/);
  });
});

async function* from(images: readonly FoundImage[]): AsyncGenerator<FoundImage> {
  yield* images;
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const every = [];
  for await (const line of lines) every.push(line);
  return every;
}

import { randomUUID } from "node:crypto";
import { RegionaryError } from "../../../../src/errors";
import type { ServiceContext } from "../../../../src/services/context";
import { indexMissing } from "../../../../src/services/search/index/index-missing";
import type { SearchIndexes } from "../../../../src/services/search/index/search-indexes";
import { createSearchIndex, findSearchIndex } from "../../../../src/storage/search/search-indexes";
import { countImages } from "../../../../src/storage/search/unindexed-images";
import { storedModel } from "../../../helpers/models/stored-model";

const lost = (lane: string) => new RegionaryError("LANE_FAILED", `The ${lane} thread ended twice.`);

describe("the indexing of what an index lacks", () => {
  const stored = storedModel(3);

  /** Of images one of which cannot be encoded, into an index that sketches are added to like that. */
  const index = async (add: SearchIndexes["add"]) => {
    const { db, model, imageIds } = stored();
    const encoderHash = randomUUID().replaceAll("-", "").repeat(2);
    const layout = { rows: 1, whole: false, regionSize: 16, dims: 16, blocks: 2 };
    await createSearchIndex(db, { encoderHash, generation: 0, layout, basisHash: null, isReady: true });
    const { id } = (await findSearchIndex(db, encoderHash))!;
    const withRegions: ServiceContext["regions"]["withRegions"] = async (_, imageId, __, use) => {
      if (imageId === imageIds[0]) throw lost("encode");
      return use(new Uint16Array(16));
    };
    const regions = { withRegions } as ServiceContext["regions"];
    const context = { db, regions, indexes: { add } as SearchIndexes };
    const progress = { enter: async () => {}, tell: () => {}, hasEnded: () => false };
    const { signal } = new AbortController();
    const growing = { id } as Parameters<typeof add>[0];
    const indexing = indexMissing(context, { workId: "work", model, index: growing, progress, signal });
    return { indexing, failed: async () => (await countImages(db, id)).failed };
  };

  it("records an image that ends its thread whenever it is encoded, and goes on with the others", async () => {
    const added: string[] = [];
    const { indexing, failed } = await index(async (_, images) => {
      added.push(...images.map(({ imageId }) => imageId));
      return true;
    });
    expect(await indexing).toMatchObject({ failed: 1 });
    expect(new Set(added)).toEqual(new Set(stored().imageIds.slice(1)));
    expect(await failed()).toBe(1);
  });

  it("fails, and blames no image, where what was encoded cannot be sketched", async () => {
    const { indexing, failed } = await index(async () => {
      throw lost("sketch");
    });
    await expect(indexing).rejects.toThrow("The sketch thread ended twice.");
    expect(await failed()).toBe(1);
  });
});

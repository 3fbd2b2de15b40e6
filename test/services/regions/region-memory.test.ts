import { RegionaryError } from "../../../src/errors";
import type { LoadedModel } from "../../../src/inference/engine/loaded-model";
import type { DecodedPicture } from "../../../src/pictures/pixel-tasks";
import type { ModelRegistry } from "../../../src/services/models/model-registry";
import { createRegionStore } from "../../../src/services/regions/region-store";
import type { Database } from "../../../src/storage/database/database";
import type { ModelVersionRow } from "../../../src/storage/models/model-versions";
import type { ImageRegions, RegionCache } from "../../../src/storage/regions/region-cache";

const version = { id: "m" } as ModelVersionRow;
const description = { grid: { height: 1, width: 1, regionSize: 4 }, score: { whole: null } };
const newPicture = {} as DecodedPicture;

/** A store over a cache whose writes end when the test releases them, and a model that fills regions with 1, 2, 3 … */
function storeOver(isOn: boolean) {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const written: ImageRegions[] = [];
  const cache: RegionCache = {
    isOn,
    get: async (_, ids) => ids.map(() => null),
    copyMany: async (_, ids) => ids.map((_id, n) => n),
    put(_, images) {
      written.push(...images);
      return released;
    },
  };
  let encoded = 0;
  const encode: LoadedModel["encode"] = async (_, { regions } = {}) => regions!.fill(++encoded);
  const model = { encoderHash: "e", description, encode } as unknown as LoadedModel;
  const models = { loaded: async () => model } as unknown as ModelRegistry;
  return { written, release, store: createRegionStore({} as Database, cache, models, async () => {}) };
}

describe("memory for regions", () => {
  it("is used again once nobody reads it, and not before", async () => {
    const { store } = storeOver(false);
    const take = <T>(image: string, use: (regions: Uint16Array) => Promise<T>) =>
      store.withRegions(version, image, { newPicture }, use);
    let finish = () => {};
    const reading = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const readers = [0, 1].map((reader) =>
      take("a", async (regions) => {
        if (reader === 0) await reading;
        return { buffer: regions.buffer, values: [...regions] };
      }),
    );
    const { buffer } = await readers[1]!;
    expect(await take("b", async (regions) => regions.buffer)).not.toBe(buffer);
    finish();
    expect(await readers[0]).toEqual({ buffer, values: [1, 1, 1, 1] });
    const next = [];
    for (const image of ["c", "d"]) next.push(await take(image, async (regions) => regions.buffer));
    expect(next).toContain(buffer);
  });

  it("is not used again while regions are being stored, whoever has them meanwhile", async () => {
    const { written, release, store } = storeOver(true);
    const bufferOf = (image: string) =>
      store.withRegions(version, image, { newPicture }, async (regions) => regions.buffer);
    const buffer = await bufferOf("a");
    const settled = store.settle();
    expect(await bufferOf("b")).not.toBe(buffer);
    expect(await bufferOf("a")).toBe(buffer); // from what is being stored
    expect(await bufferOf("c")).not.toBe(buffer);
    expect([...written[0]!.regions]).toEqual([1, 1, 1, 1]);
    release();
    await settled;
    expect(await bufferOf("d")).toBe(buffer);
    await store.settle();
  });
});

it("a caller of stored regions leaves at its deadline, even while the model is being loaded", async () => {
  const models = { loaded: () => new Promise(() => {}) } as unknown as ModelRegistry;
  const store = createRegionStore({} as Database, {} as RegionCache, models, async () => {});
  const leaver = new AbortController();
  const asked = store.stored(version, "a", { signal: leaver.signal });
  leaver.abort(new RegionaryError("DEADLINE_EXCEEDED", "There was no result within 1 ms."));
  await expect(asked).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
});

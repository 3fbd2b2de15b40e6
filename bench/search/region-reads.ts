import { addImage } from "../../src/services/images/add-image";
import { createRegionCache } from "../../src/storage/regions/region-cache";
import { plainPicture } from "../load/pictures";
import { progress } from "../runner/progress";
import type { Workplace } from "../workplace";
import { CELLS } from "./made/made-images";
import { REGION_SIZE } from "./made/made-spectrum";
import type { MadeIndex } from "./made/make-index";

/** So many are stored; a search's images are read among these, as if they were those that it needs. */
const STORED = 1024;
const AT_ONCE = 64;
const ENCODER = "5ea4c4".padEnd(64, "0");

/** Reads of as many bytes as regions have, from PostgreSQL, as a search reads them. */
export interface RegionReads {
  read(images: number): Promise<void>;
}

/** Stores the regions of some made images for that; `first` is the number of the first of their pictures. */
export async function storeRegions(place: Workplace, index: MadeIndex, first: number): Promise<RegionReads> {
  const { db } = await place.stored("tiny");
  progress(`storing the regions of ${STORED} images`);
  const cache = createRegionCache(db, 2 ** 31);
  const ids: string[] = [];
  const length = CELLS * REGION_SIZE;
  while (ids.length < STORED) {
    const numbers = Array.from({ length: AT_ONCE }, (_, i) => ids.length + i);
    const made = await index.regions(numbers.map((number) => number % index.count));
    const added = await Promise.all(
      numbers.map(
        async (number) => (await addImage(db, { bytes: await plainPicture(first + number) })).image.id,
      ),
    );
    await cache.put(
      ENCODER,
      added.map((imageId, i) => ({ imageId, regions: made.slice(i * length, (i + 1) * length) })),
    );
    ids.push(...added);
  }
  let next = 0;
  return {
    async read(images) {
      for (let left = images; left > 0; left -= AT_ONCE) {
        const wanted = Array.from({ length: Math.min(AT_ONCE, left) }, () => ids[next++ % STORED]!);
        const found = await cache.get(ENCODER, wanted);
        if (found.includes(null)) throw new Error("regions that were stored are not there");
      }
    },
  };
}

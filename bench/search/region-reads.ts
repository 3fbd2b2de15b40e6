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
const LENGTH = CELLS * REGION_SIZE;
const ENCODER = "5ea4c4".padEnd(64, "0");

/** Reads of as many bytes as regions have, from PostgreSQL, as a search reads them. */
export interface RegionReads {
  /** The images that are stored, whose regions are those of the first made ones. */
  readonly imageIds: readonly string[];
  read(images: number): Promise<void>;
}

/** Stores the regions of made images for that; `first` is the number of the first of their pictures. */
export async function storeRegions(place: Workplace, index: MadeIndex, first: number): Promise<RegionReads> {
  const { db } = await place.stored("tiny");
  progress(`storing the regions of ${STORED} images`);
  const cache = createRegionCache(db, 2 ** 31);
  const ids: string[] = [];
  while (ids.length < STORED) {
    const numbers = Array.from({ length: AT_ONCE }, (_, i) => ids.length + i);
    const made = await index.regions(numbers);
    const add = async (number: number) => addImage(db, { bytes: await plainPicture(first + number) });
    const added = await Promise.all(numbers.map(add));
    await cache.put(
      ENCODER,
      added.map(({ image }, i) => ({
        imageId: image.id,
        regions: made.slice(i * LENGTH, (i + 1) * LENGTH),
      })),
    );
    ids.push(...added.map(({ image }) => image.id));
  }
  let next = 0;
  let into = new Uint16Array(0);
  return {
    imageIds: ids,
    async read(images) {
      if (into.length < images * LENGTH) into = new Uint16Array(images * LENGTH);
      const wanted = Array.from({ length: images }, () => ids[next++ % STORED]!);
      const missing = await cache.copyMany(ENCODER, wanted, into.subarray(0, images * LENGTH));
      if (missing.length > 0) throw new Error("regions that were stored are not there");
    },
  };
}

import { LRUCache } from "lru-cache";
import type { Sketcher } from "../../../inference/sketching/create-sketcher";
import type { ModelDescription } from "../../../model/description";
import { type Basis, identityBasis } from "../../../search/sketch/basis";
import { basisFromBytes } from "../../../search/sketch/basis-bytes";
import type { Database } from "../../../storage/database/database";
import { imageConditions } from "../../../storage/images/list-images";
import { positionsMeeting, positionsOfImages } from "../../../storage/search/index-positions";
import {
  createSearchIndex,
  findSearchIndex,
  type SearchIndexRow,
} from "../../../storage/search/search-indexes";
import type { ModelRegistry } from "../../models/model-registry";
import { createImageCounts } from "./count-images";
import { addImages, createEncodedFeed, type GrowingIndex } from "./index-encoded";
import { type IndexMirror, openMirror } from "./index-mirror";
import { layoutOf } from "./layout-of";
import type { OpenIndex } from "./open-index";
import { createScoreColumns } from "./score-columns";
import type { SearchIndexes } from "./search-indexes";
import { createIndexingStarter } from "./start-indexing";

/** Bases of a few megabytes each, and files that are open. */
const MOST_OPEN = 16;
/** How long an index is assumed to be still the one that images are added to. */
const TRUSTED_MS = 5_000;

interface IndexesOptions {
  readonly dataDirectory: string;
  readonly sketcher: Sketcher;
}

/** Makes what searches read. */
export function createSearchIndexes(
  db: Database,
  models: Pick<ModelRegistry, "loaded">,
  { dataDirectory, sketcher }: IndexesOptions,
): SearchIndexes {
  const bases = new LRUCache<string, Promise<Basis>>({ max: MOST_OPEN });
  const mirrors = new LRUCache<string, Promise<IndexMirror>>({
    max: MOST_OPEN,
    dispose: (opening) => void opening.then(({ close }) => close()).catch(() => undefined),
  });
  const growing = new LRUCache<string, Promise<GrowingIndex | null>>({ max: MOST_OPEN, ttl: TRUSTED_MS });
  const columns = createScoreColumns(db, dataDirectory);
  const countsOf = createImageCounts(db);

  const basisOf = ({ id, layout, basisHash }: SearchIndexRow) =>
    kept(bases, id, async () =>
      basisHash === null ? identityBasis(layout) : basisFromBytes(await bytesOf(db, basisHash)),
    );
  const mirrorOf = (row: SearchIndexRow) => kept(mirrors, row.id, () => openMirror(db, row, dataDirectory));
  const growingOf = (encoderHash: string) =>
    kept(growing, encoderHash, async () => {
      const row = await findSearchIndex(db, encoderHash);
      return row && { id: row.id, layout: row.layout, basis: await basisOf(row) };
    });
  const feed = createEncodedFeed(db, sketcher, growingOf);

  const inUse = async (encoderHash: string, description: ModelDescription): Promise<SearchIndexRow> => {
    for (;;) {
      const row = await findSearchIndex(db, encoderHash);
      if (row) return row;
      const layout = layoutOf(description);
      await createSearchIndex(db, { encoderHash, generation: 0, layout, basisHash: null, isReady: true });
      growing.delete(encoderHash);
    }
  };

  return {
    async open(model): Promise<OpenIndex> {
      const { encoderHash, description } = await models.loaded(model);
      for (;;) {
        const row = await inUse(encoderHash, description);
        const [basis, mirror] = await Promise.all([basisOf(row), mirrorOf(row)]);
        const state = await mirror.sync(row);
        if (!state) continue; // another took its place just now
        const { total, failed } = await countsOf(row.id);
        const missing = Math.max(0, total - failed - (state.count - state.deleted.size));
        const { id, generation, layout } = row;
        return { id, encoderHash, generation, layout, basis, ...state, files: mirror.files, total, missing };
      }
    },
    columns,
    async positionsMeeting({ id, count }, filter) {
      const meeting = new Uint8Array(count);
      for (const position of await positionsMeeting(db, id, imageConditions(filter)))
        if (position < count) meeting[position] = 1;
      return meeting;
    },
    async positionsOf({ id, count }, imageIds) {
      const found = await positionsOfImages(db, id, imageIds);
      return new Map([...found].filter(([, position]) => position < count));
    },
    async current(model) {
      const { encoderHash, description } = await models.loaded(model);
      return inUse(encoderHash, description);
    },
    growing: async (row) => ({ id: row.id, layout: row.layout, basis: await basisOf(row) }),
    forget: (encoderHash) => void growing.delete(encoderHash),
    add: (index, images) => addImages(db, sketcher, index, images),
    startIndexing: createIndexingStarter(db),
    onEncoded: feed.add,
    settle: feed.settle,
    async close() {
      const open = [...mirrors.values()];
      mirrors.clear();
      const closing = open.map(async (opening) => (await opening).close()); // as `dispose` does: it ends with it
      await Promise.allSettled([...closing, columns.close()]);
    },
  };
}

/** What is kept under a key, or made now; what fails is not kept. */
function kept<T>(cache: LRUCache<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made);
  made.catch(() => {
    if (cache.peek(key) === made) cache.delete(key);
  });
  return made;
}

async function bytesOf({ blobs }: Database, hash: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of blobs.open(hash)) pieces.push(piece);
  return Buffer.concat(pieces);
}

import { Client } from "pg";
import { createBatchMemories } from "../../../../src/services/evaluations/shards/batch-memory";
import {
  createFeatureReader,
  type FeatureReader,
} from "../../../../src/services/evaluations/shards/feature-reader";
import type { BenchmarkSetRow } from "../../../../src/storage/benchmarks/benchmark-sets";
import type { Database } from "../../../../src/storage/database/database";
import { openDatabase } from "../../../../src/storage/database/open-database";
import { isStorageUnavailable } from "../../../../src/storage/database/storage-errors";
import { toFloat16 } from "../../../../src/tensor/float16";
import { createTestDatabase, type TestDatabase } from "../../../helpers/database";
import { storeFeatureSet } from "../../../helpers/evaluations/stored-evaluations";
import { randomTensor } from "../../../helpers/graph/random-tensors";
import { tinySizes } from "../../../helpers/models/tiny-model";
import { runningThreads } from "../../../helpers/running-threads";

const IMAGES = 200;
const POSITIONS = Array.from({ length: IMAGES }, (_, n) => IMAGES - 1 - n);
const { featureChannels, gridHeight, gridWidth, globalSize } = tinySizes;

/** What `storeFeatureSet` stored of some items, one after another. */
function stored(positions: readonly number[], shape: number[], seedOf: (n: number) => number): Uint16Array {
  const values = positions.flatMap((n) => [...randomTensor(shape, seedOf(n)).data]);
  return toFloat16(Float32Array.from(values));
}

describe("the reader of stored features", () => {
  const endThread = runningThreads();
  let database: TestDatabase;
  let db: Database;
  let set: BenchmarkSetRow;
  let reader: FeatureReader;
  const lend = createBatchMemories();
  const read = (positions: readonly number[] = POSITIONS) =>
    lend((memory) => reader.read(set, positions, memory));

  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url);
    set = await storeFeatureSet({ db }, { name: "features", count: IMAGES });
  });
  beforeEach(() => {
    reader = createFeatureReader(database.url);
  });
  afterEach(() => reader.close());
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  function expectWhole(batch: Awaited<ReturnType<typeof read>>) {
    const shape = [featureChannels, gridHeight, gridWidth];
    expect(batch?.values.features).toEqual(stored(POSITIONS, shape, (n) => 2 * n));
    expect(batch?.values.global).toEqual(stored(POSITIONS, [globalSize], (n) => 2 * n + 1));
  }

  it("gives the numbers as they are stored, in the requested order", async () => {
    expectWhole(await read());
  });

  it("gives null if one of them is missing", async () => {
    expect(await read([0, IMAGES])).toBeNull();
  });

  it("reads a whole batch again if its thread ended", async () => {
    const reading = read();
    await endThread("feature-reader-worker");
    expectWhole(await reading);
    await endThread("feature-reader-worker");
    expectWhole(await read());
  });

  it("says if the database is away, and reads again when it is back", async () => {
    expectWhole(await read());
    const server = new Client({ connectionString: process.env.REGIONARY_TEST_POSTGRES });
    await server.connect();
    const name = new URL(database.url).pathname.slice(1);
    await server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
    try {
      await server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
      for (let time = 0; time < 5; time++) {
        const error: unknown = await read().catch((reason: unknown) => reason);
        expect(isStorageUnavailable(error)).toBe(true);
      }
    } finally {
      await server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`);
      await server.end();
    }
    expectWhole(await read());
  });

  it("says that the service is stopping if it is closed meanwhile", async () => {
    const reading = expect(read()).rejects.toMatchObject({ code: "CANCELLED" });
    await reader.close();
    await reading;
    await expect(read()).rejects.toMatchObject({ code: "CANCELLED" });
  });
});

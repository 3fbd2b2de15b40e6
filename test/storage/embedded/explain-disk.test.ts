import { explainDisk } from "../../../src/storage/embedded/explain-disk";

const inPostgresWords = (words: string) => new Error(`PostgreSQL did not start:\n${words}`);
const ofFiles = (code: string) => Object.assign(new Error(`${code}: open`), { code, syscall: "open" });

describe("what keeps a data directory from being used", () => {
  // The words are PostgreSQL's: initdb and postgres 18 on file systems of 1, 20 and 60 MB, and over a quota.
  test.each([
    ofFiles("ENOSPC"),
    ofFiles("EDQUOT"),
    inPostgresWords('FATAL:  could not write lock file "postmaster.pid": No space left on device'),
    inPostgresWords(
      'could not extend file "base/1/2691": wrote only 4096 of 8192 bytes\nHINT:  Check free disk space.',
    ),
    inPostgresWords('PANIC:  could not write to file "pg_wal/xlogtemp.29": Disk quota exceeded'),
  ])("a full disk: $message", (error) => {
    expect(explainDisk("/data", error)).toMatchObject({
      code: "STORAGE_UNAVAILABLE",
      message: expect.stringMatching(
        /^The disk of the data directory \/data is full.*Make room, or set REGIONARY_DATA_DIR.*$/,
      ),
    });
  });

  test.each(["EACCES", "EPERM", "EROFS"])(
    "a folder of another user, or one that is read-only: %s",
    (code) => {
      expect(explainDisk("/data", ofFiles(code))).toMatchObject({
        code: "INVALID_CONFIGURATION",
        message: expect.stringMatching(
          /^The data directory \/data (belongs to another user|is on a file system that is read-only).*REGIONARY_DATA_DIR/,
        ),
      });
    },
  );

  test.each([
    ofFiles("ECONNREFUSED"),
    inPostgresWords('invalid value for parameter "shared_buffers"'),
    undefined,
  ])("nothing else is taken for it", (error) => {
    expect(explainDisk("/data", error)).toBeNull();
  });
});

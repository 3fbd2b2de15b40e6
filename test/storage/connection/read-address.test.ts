import { writeFile } from "node:fs/promises";
import path from "node:path";
import { readAddress } from "../../../src/storage/connection/read-address";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

const at = "postgresql://me:secret@db.example:6543/photos";

describe("the address of a database", () => {
  // As the chapter "Connection URIs" of PostgreSQL's documentation has them.
  test.each<[string, object]>([
    [at, { user: "me", password: "secret", host: "db.example", port: 6543, database: "photos" }],
    ["postgres://db.example", { host: "db.example" }],
    ["postgresql:///photos?host=/run/postgresql", { host: "/run/postgresql", database: "photos" }],
    ["postgresql://me@/photos?host=/tmp&port=6543", { user: "me", host: "/tmp", port: 6543 }],
    ["postgresql://%2Frun%2Fpostgresql/photos", { host: "/run/postgresql", database: "photos" }],
    ["postgresql://[2001:db8::1]:6543/photos", { host: "2001:db8::1", port: 6543 }],
    ["postgresql://a%40b:p%23%2F%25@h/%C3%A4%20b", { user: "a@b", password: "p#/%", database: "ä b" }],
    [`${at}?user=you&dbname=other`, { user: "you", database: "other" }],
    [`${at}?connect_timeout=3`, { connectionTimeoutMillis: 3_000 }],
    [`${at}?keepalives_idle=30`, { keepAliveInitialDelayMillis: 30_000 }],
    [`${at}?application_name=pictures`, { application_name: "pictures" }],
    [`${at}?options=-c%20work_mem%3D64MB`, { options: "-c work_mem=64MB" }],
    [`${at}?schema=regionary`, { options: '-c search_path="regionary"' }],
    [`${at}?schema=my%20x%5C`, { options: '-c search_path="my\\ x\\\\"' }],
    [`${at}?options=-c%20work_mem%3D64MB&schema=a`, { options: '-c work_mem=64MB -c search_path="a"' }],
    [`${at}?target_session_attrs=read-write&keepalives=1&sslcompression=0`, { database: "photos" }],
  ])("%s", (address, expected) => {
    expect(readAddress(address).config).toMatchObject(expected);
  });

  test.each<[string, string]>([
    ["shcema=regionary", "shcema"],
    ["sslMode=require", "sslMode"],
    ["schema=a&schema=b", "schema"],
    ["schema=", "schema"],
    ["schema=a%22b", "schema"],
    ["sslmode=on", "sslmode"],
    ["sslmode=verify-ca", "sslmode"],
    ["sslmode=require&sslrootcert=system", "sslrootcert"],
    ["sslrootcert=/nowhere/ca.crt", "sslrootcert"],
    ["connect_timeout=soon", "connect_timeout"],
    ["target_session_attrs=read-only", "target_session_attrs"],
    ["channel_binding=require", "channel_binding"],
    ["gssencmode=require", "gssencmode"],
    ["client_encoding=LATIN1", "client_encoding"],
    ["connection_limit=5", "connection_limit"],
    ["pgbouncer=true", "pgbouncer"],
    ["service=photos", "service"],
    ["toString=1", "toString"],
  ])("refuses %s by name, without the password", (parameters, name) => {
    expect(() => readAddress(`${at}?${parameters}`)).toThrow(
      expect.objectContaining({
        code: "INVALID_CONFIGURATION",
        message: expect.stringMatching(
          new RegExp(`^DATABASE_URL: the parameter "${name}" (?!.*secret).*\\.$`),
        ),
      }),
    );
  });

  test.each([
    "postgresql://me:sec#ret@db.example/photos",
    "postgresql://me:sec/ret@db.example/photos",
    "postgresql://me:secret%@db.example/photos",
    "postgresql://me:secret@one,two/photos",
    "postgresql://me:secret@one:1,two:2/photos",
  ])("refuses %s and says how to write it, without the password", (address) => {
    expect(() => readAddress(address)).toThrow(
      expect.objectContaining({
        code: "INVALID_CONFIGURATION",
        message: expect.stringMatching(/^DATABASE_URL(?!.*(secret|sec#ret|sec\/ret))/),
      }),
    );
  });
});

describe("sslmode, with libpq's meanings", () => {
  const directory = directoryPerTest();

  test.each<[string, object | false | undefined]>([
    ["", undefined],
    ["?sslmode=disable", false],
    ["?sslmode=require", { rejectUnauthorized: false }],
    ["?sslmode=no-verify", { rejectUnauthorized: false }],
    ["?ssl=no-verify", { rejectUnauthorized: false }],
    ["?sslmode=verify-full", { rejectUnauthorized: true }],
    ["?sslrootcert=system", { rejectUnauthorized: true }],
    ["?ssl=true", { rejectUnauthorized: true }],
    ["?sslmode=require&ssl_min_protocol_version=TLSv1.3", { minVersion: "TLSv1.3" }],
    ["?host=/run/postgresql&sslmode=verify-full", false],
  ])("%s", (parameters, expected) => {
    const { ssl } = readAddress(`${at}${parameters}`).config;
    if (typeof expected === "object") expect(ssl).toMatchObject(expected);
    else expect(ssl).toBe(expected);
  });

  test.each(["verify-ca", "require"])(
    "%s checks the signature of a CA that is named, and no host",
    async (mode) => {
      const file = path.join(directory(), "ca.crt");
      await writeFile(file, "the CA");
      const { ssl } = readAddress(`${at}?sslmode=${mode}&sslrootcert=${file}`).config;
      expect(ssl).toMatchObject({ rejectUnauthorized: true, ca: "the CA" });
      expect((ssl as { checkServerIdentity: () => unknown }).checkServerIdentity()).toBeUndefined();
    },
  );
});

import { explainError } from "../../src/cli/explain-error";

const failure = (code: string) => explainError(Object.assign(new Error("could not extend file"), { code }));

test("a full disk is told apart from a database that cannot be reached", () => {
  expect(failure("53100")).toBe(
    "The disk of the database is full. Make room, then run the same command again.",
  );
  expect(failure("ECONNREFUSED")).toContain("cannot be reached (ECONNREFUSED)");
});

test.each(["ENOSPC", "EDQUOT"])("a full disk of the data directory is told with what to do: %s", (code) => {
  expect(failure(code)).toMatch(
    new RegExp(
      `^The disk of the data directory is full \\(${code}\\)\\. Make room, or set REGIONARY_DATA_DIR.*ask for it again\\.$`,
    ),
  );
});

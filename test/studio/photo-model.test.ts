import { readFileSync } from "node:fs";
import path from "node:path";
import { buildSchema, parse, validate } from "graphql";
import {
  buttonOn,
  CANCEL,
  CATALOGUE,
  lineOn,
  modelToShow,
  type OfferedModel,
  SET_UP,
  SETUP_CHANGES,
  type Setup,
} from "../../studio/graphiql/photo-model";

const schema = buildSchema(readFileSync(path.resolve(__dirname, "../../schema.graphql"), "utf8"));
const running: Setup = {
  ...{ id: "1", state: "RUNNING", phase: "DOWNLOADING", done: 120_400, total: 602_641, errorMessage: null },
};
const offered = (setup: Partial<Setup> | null = null): OfferedModel => ({
  ...{ catalogueId: "clip", kind: "MODEL", title: "CLIP", license: "MIT", licenseVerified: true },
  ...{ downloadBytes: 602_640_500, setup: setup && { ...running, ...setup } },
});
const other = { ...offered(), catalogueId: "other" };
const word = { ...offered(), kind: "PART" as const };

describe("what the page says of models for photos", () => {
  it.each(Object.entries({ CATALOGUE, SET_UP, CANCEL, SETUP_CHANGES }))(
    "comes from a query that is valid against the schema: %s",
    (_, query) => {
      expect(validate(schema, parse(query))).toEqual([]);
    },
  );

  it("is nothing where there is one, and nobody was seen setting one up", () => {
    expect(modelToShow({ hint: null, entries: [offered(), other] }, null)).toBeNull();
    expect(modelToShow({ hint: null, entries: [offered({ state: "FAILED" })] }, null)).toBeNull();
  });

  it("is of the first model of the catalogue, or of the one that is or was being set up", () => {
    const catalogue = { hint: "get one", entries: [word, offered(), other] };
    expect(modelToShow(catalogue, null)).toBe(catalogue.entries[1]);
    expect(modelToShow(catalogue, "other")).toBe(other);
    expect(modelToShow({ hint: null, entries: [other, offered({})] }, null)?.catalogueId).toBe("clip");
  });

  const offer = "For labels on your own photos: CLIP (603 MB; license: MIT).";
  it.each<[string, Partial<Setup> | null, string, string]>([
    ["nothing has been done", null, offer, "Get it"],
    [
      "it failed",
      { state: "FAILED", errorMessage: "No disk." },
      `${offer} The last try failed: No disk.`,
      "Try again",
    ],
    ["it was canceled", { state: "CANCELLED" }, `${offer} What was downloaded before is kept.`, "Go on"],
  ])("offers it with size and license where %s", (_, setup, line, button) => {
    expect([lineOn(offered(setup)), buttonOn(offered(setup))]).toEqual([line, button]);
  });

  it("asks to accept terms that nobody has verified", () => {
    expect(buttonOn({ ...offered(), licenseVerified: false })).toBe("Accept the terms and get it");
  });

  it.each<[Partial<Setup>, string]>([
    [{ state: "QUEUED", phase: null }, "CLIP: waiting to begin"],
    [{}, "CLIP: 120 of 603 MB downloaded"],
    [{ phase: "IMPORTING", done: 0, total: 0 }, "CLIP: being imported"],
    [{ phase: "MAKING_VOCABULARIES", done: 3, total: 9 }, "CLIP: 3 of 9 vocabularies made"],
    [{ phase: "ACTIVATING", done: 0, total: 0 }, "CLIP: being loaded"],
    [{ state: "COMPLETED" }, "CLIP is ready. Any words of yours: the tab ClassifyByWords."],
  ])("says how far it is: %j", (setup, line) => {
    expect(lineOn(offered(setup))).toBe(line);
  });
});

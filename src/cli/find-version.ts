import { RegionaryError } from "../errors";

/** What NAME (its latest version) or NAME@VERSION means among all there are; NOT_FOUND names those. */
export function findVersion<Row extends { readonly name: string; readonly version: number }>(
  noun: "model" | "vocabulary",
  all: readonly Row[],
  wanted: string,
): Row {
  const [name, version] = wanted.split("@");
  const named = all.filter((row) => row.name === name);
  const fitting = named.filter((row) => version === undefined || String(row.version) === version);
  const latest = fitting.sort((a, b) => b.version - a.version)[0];
  if (latest) return latest;
  const known = (named.length > 0 ? named : all).map((row) => `${row.name}@${row.version}`);
  const what = noun === "model" ? "model version" : "vocabulary";
  throw new RegionaryError(
    "NOT_FOUND",
    `There is no ${what} "${wanted}". ${known.length > 0 ? `There are: ${known.join(", ")}.` : "None is imported yet."}`,
  );
}

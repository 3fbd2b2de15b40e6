import { invalidDataset, type Place, quoted } from "./invalid-dataset";

const MAX_NAME_LENGTH = 255;
const MAX_PATH_LENGTH = 4_096;
/** What a path from another machine begins with: a URL's host, a drive, or a slash. */
const ROOT = /^(?:[a-z][a-z0-9+.-]+:\/\/|[a-z]:\/|\/)/i;

/**
 * An image's name from a file of a set: with forward slashes, and without steps that lead nowhere. A path of another
 * machine keeps its root. None may have "..", a control character or half of a surrogate pair.
 */
export function imageName(given: string, place: Place): string {
  const path = given.replaceAll("\\", "/");
  const root = ROOT.exec(path)?.[0] ?? "";
  const steps = stepsOf(path.slice(root.length));
  const name = steps.join("/");
  const isLong = root === "" ? name.length > MAX_NAME_LENGTH : path.length > MAX_PATH_LENGTH;
  if (name.trim() === "" || isLong || /[\p{Cc}\p{Cs}]/u.test(name) || steps.includes("..")) {
    throw invalidDataset(
      place,
      `expected the name of an image inside the folder, at most ${MAX_NAME_LENGTH} characters and without "..", but got ${quoted(given)}`,
      "Correct the name.",
    );
  }
  return root + name;
}

/**
 * The names that a picture may have in the folder of images, the surest first. A path of another machine may be there
 * by any of its tails, the longest first; one that begins with the folder's own name, by what follows that.
 */
export function namesInFolder(given: string, folder: readonly string[]): string[] {
  const path = given.replaceAll("\\", "/");
  const root = ROOT.exec(path)?.[0];
  const own = [...new Set([given, path].map((name) => stepsOf(name).join("/")))];
  if (root === undefined) return [...own, ...belowOwnName(stepsOf(path), folder)];
  const rest = path.slice(root.length);
  if (!root.includes("://")) return [...new Set([...own, ...tails(stepsOf(rest))])];
  const url = rest.replace(/[?#].*$/, "");
  const forms = new Set([url, decoded(url)].filter((form) => !hasWayOut(form)));
  return [...own, ...[...forms].flatMap((form) => tails(stepsOf(form)))];
}

/** Steps that lead somewhere. */
function stepsOf(path: string): string[] {
  return path.split("/").filter((step) => step !== "" && step !== ".");
}

function tails(steps: readonly string[]): string[] {
  return steps.map((_, start) => steps.slice(start).join("/"));
}

/** `images/a.jpg` in a folder `…/images` is `a.jpg` there, as a look from the folder above shows. */
function belowOwnName(steps: readonly string[], folder: readonly string[]): string[] {
  const names: string[] = [];
  for (let count = 1; count < steps.length; count++) {
    const isOwn = steps.slice(0, count).join("/") === folder.slice(-count).join("/");
    if (isOwn) names.push(steps.slice(count).join("/"));
  }
  return names;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function hasWayOut(name: string): boolean {
  return name.split(/[/\\]/).includes("..") || /[\p{Cc}\p{Cs}]/u.test(name);
}

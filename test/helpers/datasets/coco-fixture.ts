import { readdirSync } from "node:fs";
import path from "node:path";
import type { BenchmarkSource } from "../../../src/datasets/benchmark-source";
import { openCoco } from "../../../src/datasets/coco/open-coco";
import { readSource } from "../evaluations/read-source";

const FIXTURES = path.join(__dirname, "../../fixtures/cases/coco");

/** The files of a kind of case, without their endings. */
export function cocoFixtures(kind: string): string[] {
  return readdirSync(path.join(FIXTURES, kind)).map((name) => path.basename(name, ".json"));
}

export function openCocoFixture(kind: string, name: string, images: string): Promise<BenchmarkSource> {
  return openCoco({ instances: path.join(FIXTURES, kind, `${name}.json`), images });
}

/** What a set says, with labels by their names: of an image its present and absent ones, and its boxes by their edges. */
export async function saidBy(source: BenchmarkSource) {
  const name = (label: number) => source.labels[label]!.name;
  const items = (await readSource(source)).map(({ name: image, present, absent, boxes }) => ({
    ...{ image, present: present.map(name), absent: absent.map(name) },
    boxes: (boxes ?? []).map(({ label, left, top, right, bottom }) => [
      name(label),
      left,
      top,
      right,
      bottom,
    ]),
  }));
  return { labels: source.labels.map((label) => label.name), unlisted: source.unlisted, items };
}

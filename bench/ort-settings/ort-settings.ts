import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { median } from "../figures/median";
import type { Benchmark, Figure } from "../runner/benchmark";
import { progress } from "../runner/progress";
import type { ModelName, Workplace } from "../workplace";
import { openSessionsWith, type SessionsWith, type SettingRate } from "./sessions-with";
import { SETTINGS } from "./settings";

const ROUNDS = 5;
const MS = 100;
const LAYOUTS = [
  { sessions: 2, threads: 1 },
  { sessions: 1, threads: 2 },
];

/** A part of a model: one of its encode stages, and how many pictures it is given at once. */
const PARTS: readonly { model: ModelName; stage: number; name: string; batch: number }[] = [
  { model: "vgg19", stage: 0, name: "vgg19-body", batch: 1 },
  { model: "vgg19-int8", stage: 0, name: "vgg19-int8-body", batch: 1 },
  { model: "vgg19", stage: 1, name: "vgg19-tail", batch: 8 },
  { model: "vgg19", stage: 2, name: "vgg19-trunk", batch: 1 },
  { model: "clip-b16", stage: 0, name: "clip-b16", batch: 1 },
  { model: "clip-b32", stage: 0, name: "clip-b32", batch: 4 },
  { model: "clip-b32-int8", stage: 0, name: "clip-b32-int8", batch: 4 },
  { model: "small", stage: 0, name: "small-body", batch: 8 },
];

/** One part each with ONNX Runtime's settings by turns: speed, memory, time to open, and whether the bits are the same. */
export const ortSettings: Benchmark[] = PARTS.map((part) => ({
  name: `ort-settings-${part.name}`,
  about: `${part.name} in batches of ${part.batch} with settings of ONNX Runtime, by turns (Linux)`,
  async run(place): Promise<Figure[]> {
    const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-settings-"));
    try {
      const figures: Figure[] = [];
      for (const layout of LAYOUTS) figures.push(...(await byTurns(place, part, layout, directory)));
      return figures;
    } finally {
      await rm(directory, { recursive: true });
    }
  },
}));

async function byTurns(
  place: Workplace,
  { model, stage, batch }: (typeof PARTS)[number],
  { sessions, threads }: (typeof LAYOUTS)[number],
  directory: string,
): Promise<Figure[]> {
  const { description, directory: packages } = await place.model(model);
  const { file, takes } = description.encode[stage]!;
  const original = path.join(packages, file);
  const all: SessionsWith[] = [];
  const rates = new Map<SessionsWith, SettingRate[]>();
  for (const [setting, { make }] of Object.entries(SETTINGS)) {
    progress(`${sessions} x ${threads}: ${setting}`);
    const made = (await make?.(original, directory)) ?? original;
    const opened = await openSessionsWith({ setting, file: made, takes, threads }, sessions);
    await opened.measure({ batch, ms: 0 });
    all.push(opened);
    rates.set(opened, []);
  }
  for (let round = 0; round < ROUNDS; round++)
    for (const one of all) rates.get(one)!.push(await one.measure({ batch, ms: MS }));
  const plain = all[0]!;
  const figures = all.flatMap((one) => {
    const ran = rates.get(one)!;
    const ratios = ran.map((rate, i) => rate.imagesPerSecond / rates.get(plain)![i]!.imagesPerSecond);
    const [first, last] = [one.opened[0]!, one.opened.at(-1)!];
    const values: [string, number, string][] = [
      ["rate", median(ran.map((rate) => rate.imagesPerSecond)), "images/s"],
      ["of plain", median(ratios), "times"],
      ["of plain, lowest", Math.min(...ratios), "times"],
      ["of plain, highest", Math.max(...ratios), "times"],
      ["CPU", median(ran.map((rate) => rate.cpuMsPerImage)), "ms an image"],
      ["own memory of the first session", first.ownMiB, "MiB"],
      ["own memory of the last session", last.ownMiB, "MiB"],
      ["mapped memory of all", one.opened.reduce((sum, { mappedMiB }) => sum + mappedMiB, 0), "MiB"],
      ["opening the first", first.loadMs, "ms"],
      ["same bits as plain", Number(first.bits === plain.opened[0]!.bits), ""],
    ];
    return values.map(([what, value, unit]) => ({
      name: `${sessions} x ${threads}, ${one.setting}: ${what}`,
      value,
      unit,
    }));
  });
  for (const { close } of all) await close();
  return figures;
}

import { segmentsFor } from "../../../src/inference/stages/segments";
import type { Stage } from "../../../src/model/description";

const port = (name: string) => ({ name, inFile: name, shape: [4] });
const stage = (takes: string[], gives: string[], bound: Stage["bound"] = "compute"): Stage => ({
  file: `${gives[0]}.onnx`,
  takes: takes.map(port),
  gives: gives.map(port),
  bound,
  precision: "float32",
});
const biam = [
  stage(["image"], ["features"]),
  stage(["features"], ["global"], "memory"),
  stage(["features", "global"], ["regions"]),
];
const summary = (stages: readonly Stage[], given: string[], isApart: boolean) =>
  segmentsFor(stages, given, isApart).map(({ place, stages: own, bound, gives }) => ({
    place,
    stages: own.map(({ gives: [first] }) => first!.name),
    bound,
    gives,
  }));

describe("the segments of a chain of stages", () => {
  it("are one where nothing is apart", () => {
    expect(summary(biam, ["image"], false)).toEqual([
      { place: 0, stages: ["features", "global", "regions"], bound: "compute", gives: ["regions"] },
    ]);
  });

  it("are cut before the first stage that is bound by memory, and what follows it stays with it", () => {
    expect(summary(biam, ["image"], true)).toEqual([
      { place: 0, stages: ["features"], bound: "compute", gives: ["features"] },
      { place: 1, stages: ["global", "regions"], bound: "memory", gives: ["regions"] },
    ]);
  });

  it("have only the stages that are needed for what is given, and are bound by those", () => {
    expect(summary(biam, ["features"], true)).toEqual([
      { place: 1, stages: ["global", "regions"], bound: "memory", gives: ["regions"] },
    ]);
    expect(summary(biam, ["features", "global"], true)).toEqual([
      { place: 1, stages: ["regions"], bound: "compute", gives: ["regions"] },
    ]);
  });

  it("are one for a chain that begins with a stage bound by memory, or has none", () => {
    const [, ...rest] = biam;
    expect(summary(rest, ["features"], true).map(({ place }) => place)).toEqual([0]);
    expect(summary([stage(["image"], ["regions"])], ["image"], true)).toEqual([
      { place: 0, stages: ["regions"], bound: "compute", gives: ["regions"] },
    ]);
  });
});

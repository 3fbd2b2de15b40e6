import { stat } from "node:fs/promises";
import path from "node:path";
import { openRangedFile } from "../../files/ranged-file";
import { writeDirectory } from "../../files/write-directory";
import type { Port, Stage } from "../../model/description";
import { operatorSetsOf } from "../../onnx/join/operator-sets";
import type { BytePicture } from "../../onnx/join/picture-nodes";
import { type JoinedValue, writeJoinedModel } from "../../onnx/join/write-joined-model";
import { readOnnxOutline } from "../../onnx/read/onnx-outline";
import type { PictureInput } from "../../pictures/picture-input";
import { writeTensor } from "../../pictures/write-tensor";

/**
 * The encode stages of a model from pictures to regions as one file, or as few as the versions of their operators
 * allow: pictures go in as bytes, regions come out as halves, and what is between stays on the GPU. Made in
 * `directory` unless they are there. Null if they cannot be: the model then runs stage by stage.
 */
export async function joinedStages(
  stages: readonly Stage[],
  picture: PictureInput,
  directory: string,
): Promise<Stage[] | null> {
  const isThere = () =>
    stat(directory).then(
      () => true,
      () => false,
    );
  const stemOf = (place: number) => `encode-${place + 1}`;
  try {
    const runs = await runsOf(stages);
    const made = runs.map((run, i) =>
      joined(run, stages, picture, path.join(directory, `${stemOf(i)}.onnx`)),
    );
    if (await isThere()) return made;
    await writeDirectory(directory, async (temporary) => {
      for (const [i, { takes, gives }] of made.entries()) {
        const edges = { takes: takes.map(edgeOf), gives: gives.map(edgeOf) };
        const target = { directory: temporary, stem: stemOf(i) };
        await writeJoinedModel(runs[i]!, edges, bytePicture(picture), target);
      }
    }).catch(async (error: unknown) => {
      if (!(await isThere())) throw error; // another process may have been faster
    });
    return made;
  } catch {
    return null;
  }
}

/** Consecutive stages whose operators are of the same versions. */
async function runsOf(stages: readonly Stage[]): Promise<Stage[][]> {
  const runs: { versions: string; run: Stage[] }[] = [];
  for (const stage of stages) {
    const file = await openRangedFile(stage.file, "INVALID_BACKBONE");
    try {
      const versions = operatorSetsOf(await readOnnxOutline(file)).toString("hex");
      const last = runs.at(-1);
      if (last?.versions === versions) last.run.push(stage);
      else runs.push({ versions, run: [stage] });
    } finally {
      await file.close();
    }
  }
  return runs.map(({ run }) => run);
}

function joined(run: readonly Stage[], all: readonly Stage[], picture: PictureInput, file: string): Stage {
  const given = run.flatMap(({ gives }) => gives);
  const takenByOthers = all.flatMap((stage) => (run.includes(stage) ? [] : stage.takes));
  const isIn = (ports: readonly Port[], name: string) => ports.some((port) => port.name === name);
  const taken = new Map(run.flatMap(({ takes }) => takes).map((port) => [port.name, port]));
  const { height, width } = picture;
  const edge = ({ name, shape }: Port): Port => ({
    name,
    inFile: name,
    shape: name === "image" ? [height, width, 3] : shape,
  });
  return {
    file,
    takes: [...taken.values()].filter(({ name }) => !isIn(given, name)).map(edge),
    gives: given.filter(({ name }) => name === "regions" || isIn(takenByOthers, name)).map(edge),
    bound: run.some(({ bound }) => bound === "compute") ? "compute" : "memory",
    precision: "float32",
  };
}

function edgeOf({ name, shape }: Port): JoinedValue {
  return { name, shape, type: name === "image" ? "bytes" : name === "regions" ? "halves" : "float32" };
}

function bytePicture(picture: PictureInput): BytePicture {
  const { height, width, channelOrder } = picture;
  // As the tensor of a picture with one pixel of each gray has them.
  const grays = Uint8Array.from({ length: 256 * 3 }, (_, at) => Math.floor(at / 3));
  const levels = new Float32Array(3 * 256);
  writeTensor(grays, { ...picture, width: 256, height: 1 }, levels, 0);
  return { height, width, isReversed: channelOrder === "bgr", levels };
}

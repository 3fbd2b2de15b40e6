import path from "node:path";
import { createSessionShelf, type SessionShelf } from "../../../src/inference/sessions/session-shelf";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTinyModel } from "../../helpers/models/tiny-model";

const model = (key: string) => ({ key, runtime: { provider: "cpu", threads: 1 } as const });

describe("the sessions of a lane", () => {
  const directory = directoryPerTest();
  let files: Record<"body" | "tail" | "trunk" | "score", string>;
  let shelf: SessionShelf;
  beforeEach(async () => {
    const { backboneDirectory, headDirectory } = await writeTinyModel(directory());
    files = {
      body: path.join(backboneDirectory, "body.onnx"),
      tail: path.join(backboneDirectory, "tail.onnx"),
      trunk: path.join(headDirectory, "trunk.onnx"),
      score: path.join(headDirectory, "score.onnx"),
    };
    shelf = createSessionShelf(2);
  });
  afterEach(() => shelf.dropAll());

  it("are one per file and number of threads, whichever models use them", async () => {
    const body = await shelf.get(model("a"), files.body);
    expect(await shelf.get(model("a"), files.body)).toBe(body);
    expect(await shelf.get(model("b"), files.body)).toBe(body);
    const wide = { key: "b", runtime: { provider: "cpu", threads: 2 } as const };
    expect(await shelf.get(wide, files.body)).not.toBe(body);
  });

  it("are closed with the last recently used model that has the file", async () => {
    const body = await shelf.get(model("a"), files.body);
    const tail = await shelf.get(model("a"), files.tail);
    const closed = jest.spyOn(tail, "release");
    const shared = jest.spyOn(body, "release");
    await shelf.get(model("b"), files.body);
    expect(closed).not.toHaveBeenCalled();
    await shelf.get(model("c"), files.trunk); // a third model: the first is forgotten
    expect(closed).toHaveBeenCalledTimes(1);
    expect(shared).not.toHaveBeenCalled();
    await shelf.drop("b");
    expect(shared).toHaveBeenCalledTimes(1);
    expect(await shelf.get(model("c"), files.body)).not.toBe(body);
  });

  it("are one per batch size where a size is named, and closed together", async () => {
    const one = await shelf.get(model("a"), files.body, 1);
    const eight = await shelf.get(model("a"), files.body, 8);
    expect(eight).not.toBe(one);
    expect(await shelf.get(model("b"), files.body, 8)).toBe(eight);
    const closed = [one, eight].map((session) => jest.spyOn(session, "release"));
    await shelf.drop("a");
    expect(closed.map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
    await shelf.drop("b");
    expect(closed.map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  });

  it("are kept in order of use: a model used again is not the oldest", async () => {
    const trunk = await shelf.get(model("a"), files.trunk);
    await shelf.get(model("b"), files.score);
    await shelf.get(model("a"), files.trunk);
    await shelf.get(model("c"), files.body);
    expect(await shelf.get(model("a"), files.trunk)).toBe(trunk);
  });
});

import { rm } from "node:fs/promises";
import path from "node:path";
import { type Mirror, startMirror } from "../../helpers/setup/mirror";
import { siglipFiles, writeSiglipFolder } from "../../helpers/setup/tiny-siglip2";
import { cliWorkplace } from "../workplace";

describe("regionary setup", () => {
  const workplace = cliWorkplace();
  let mirror: Mirror;
  beforeAll(async () => {
    mirror = await startMirror(await siglipFiles());
  });
  afterAll(() => mirror.stop());
  const folder = () => path.join(workplace.directory, "siglip2");
  const setUp = (...more: string[]) =>
    workplace.run(["setup", "photos", "--model", "siglip2-b16-256", ...more]);

  test("says what is missing in a folder, and where it can be had", async () => {
    await writeSiglipFolder(folder());
    await rm(path.join(folder(), "tokenizer.json"));
    const { code, err } = await setUp("--from", folder());
    expect(code).toBe(1);
    expect(err).toContain(
      "Missing: tokenizer.json (https://huggingface.co/google/siglip2-base-patch16-256/resolve/main/tokenizer.json)",
    );
  });

  test("takes the files of a folder, without a network, says what it does and leaves them", async () => {
    await writeSiglipFolder(folder());
    const { code, out, err } = await setUp("--from", folder());
    expect(err).toContain("importing\nmaking vocabularies");
    expect(out.split("\n")).toEqual([
      expect.stringMatching(/^SigLIP 2 ViT-B\/16 at 256 pixels: labels of the whole picture/),
      "License: Apache-2.0 (https://huggingface.co/google/siglip2-base-patch16-256)",
      `From: ${folder()}, about 1.5 GB`,
      expect.stringMatching(/^Needs 4\.6 GB of disk meanwhile, and keeps 1\.5 GB in the database$/),
      "Ready: siglip2-b16-256, version 1",
      "It is the active model. Add photos: bin/regionary images add FOLDER (npm start runs the service)",
    ]);
    expect(code).toBe(0);
    expect(mirror.asked).toEqual([]);
  });

  test("finds a model that is there, and asks nobody again", async () => {
    const { code, out } = await setUp("--mirror", mirror.url);
    expect(code).toBe(0);
    expect(out).toContain("Ready: siglip2-b16-256, version 1");
    expect(mirror.asked).toEqual([]);
  });

  test("asks a mirror for the publishers' paths, and says why it fails", async () => {
    const { code, err } = await workplace.run(["setup", "photos", "--mirror", mirror.url]);
    expect(code).toBe(1);
    expect(err).toMatch(/The setup failed: 127\.0\.0\.1:\d+ answered 404/);
    expect(mirror.asked.at(-1)?.path).toBe(
      "/kept/laion/CLIP-ViT-B-16-DataComp.XL-s13B-b90K/resolve/main/open_clip_pytorch_model.bin",
    );
  });

  test("fetches a model of unverified terms only if a person accepts them", async () => {
    const asked = mirror.asked.length;
    const refused = await workplace.run([
      "setup",
      "photos",
      "--model",
      "clip-b32-openai",
      "--mirror",
      mirror.url,
    ]);
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(/License: Terms of the weights unverified/);
    expect(refused.err).toContain("run the command again with --yes");
    expect(mirror.asked).toHaveLength(asked);
    await workplace.run(["setup", "photos", "--model", "clip-b32-openai", "--mirror", mirror.url, "--yes"]);
    expect(mirror.asked.length).toBeGreaterThan(asked);
  });

  test.each([
    [["setup", "pictures"], /must be photos; got "pictures"/],
    [["setup", "photos", "--model", "clip"], /clip-b16-datacomp/],
    [["setup", "photos", "--mirror", "ftp://x"], /A mirror must be an address/],
    [["setup", "photos", "--mirror", "https://a", "--from", "b"], /either --from or --mirror/],
    [["setup", "photos", "--from", "/no/such/folder"], /There is no directory \/no\/such\/folder \(--from\)/],
  ])("refuses %j", async (args, message) => {
    const { code, err } = await workplace.run(args);
    expect(code).not.toBe(0);
    expect(err).toMatch(message);
  });
});

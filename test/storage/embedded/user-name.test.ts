import { spawnSync } from "node:child_process";
import { compiledSource } from "../../helpers/compile-source";

const asUser = (uid: number) =>
  spawnSync(process.execPath, ["-e", 'require("./storage/embedded/user-name").refuseUserWithoutName()'], {
    cwd: compiledSource,
    uid,
    gid: uid,
    encoding: "utf8",
  });

(process.getuid?.() === 0 ? describe : describe.skip)(
  "a user whom the system has no name for (needs root)",
  () => {
    it.each([4711, 1_000_660_000])("%i is told how to get one, or to do without", (uid) => {
      expect(asUser(uid).stderr).toMatch(
        new RegExp(
          `The user ${uid} has no name.*echo "regionary:x:${uid}:${uid}::/:/bin/false" >> /etc/passwd.*DATABASE_URL`,
        ),
      );
    });

    it("a user with a name is let through", () => {
      expect(asUser(1)).toMatchObject({ status: 0, stderr: "" });
    });
  },
);

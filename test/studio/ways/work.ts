import type { Way } from "./way";

export const workWay: Way = {
  name: "Work",
  title:
    "lists what has ended and by whom, and shows lanes, batches with their reasons and hosts as they are",
  async walk({ page, open }) {
    await open("work?kind=EVALUATION");
    const evaluation = page.getByRole("row").filter({ hasText: "Evaluate on scenes test" }).first();
    await evaluation.getByText("Done").waitFor();
    await page.getByRole("tab", { name: "System" }).click();
    const lane = page.getByRole("region", { name: "Lanes" }).getByRole("row").filter({ hasText: "score" });
    await lane.getByText(/Idle|Busy/).waitFor();
    const queue = page.getByRole("article").filter({ hasText: "Score images" });
    await queue.getByText("Nothing else waited").waitFor();
    await queue.getByRole("img", { name: /largest had/ }).waitFor();
    await page.getByRole("link", { name: "scenes, version 1" }).waitFor();
    await page.getByRole("region", { name: "Hosts" }).getByText("Running").first().waitFor();
  },
};

import { writeZip } from "../../helpers/files/write-zip";
import { picture } from "../../helpers/pictures/pictures";
import type { Way } from "./way";

export const benchmarksWay: Way = {
  name: "Benchmarks",
  title: "imports a set from an archive, and shows what models scored, label by label and compared",
  async walk({ page, open, has }) {
    const labels = JSON.stringify({ "1.png": ["cat"], "2.png": ["dog"] });
    const buffer = writeZip([
      ["labels.json", Buffer.from(labels)],
      ["1.png", await picture(31)],
      ["2.png", await picture(32)],
    ]);
    await open("benchmarks?make=import");
    const files = page.locator('input[type="file"]').first();
    await files.setInputFiles({ name: "pets.zip", mimeType: "application/zip", buffer });
    await page.getByRole("textbox", { name: "Name" }).waitFor();
    expect(await page.getByRole("textbox", { name: "Name" }).inputValue()).toBe("pets");
    await page.getByRole("button", { name: "Send and import" }).click();
    await page.getByRole("heading", { name: "pets" }).click();
    await page.getByText("2 images").waitFor();

    await open(`evaluations/${has.runIds[0]}?tab=labels`);
    await page.getByText("117 labels", { exact: true }).waitFor();
    await page.getByRole("searchbox", { name: "Find a label" }).fill("red disc");
    await page.getByText("1 label", { exact: true }).waitFor();
    await page.getByRole("button", { name: /^red disc/ }).click();
    const curve = page.getByRole("dialog").getByRole("img", { name: "Its precision and recall" });
    await curve.waitFor();

    await open(`comparisons/${has.comparisonId}`);
    await page.getByRole("img", { name: "Average precision by label" }).waitFor();
    expect(await page.getByText(/points$/).count()).toBeGreaterThan(3);
  },
};

import { picture } from "../../helpers/pictures/pictures";
import type { Way } from "./way";

export const libraryWay: Way = {
  name: "Library",
  title: "takes photos and says which it refused; they are found, tagged, deleted, and had back",
  async walk({ page, service, open }) {
    await open("library");
    const files = [
      { name: "walk one.png", mimeType: "image/png", buffer: await picture(81_001) },
      { name: "walk two.png", mimeType: "image/png", buffer: await picture(81_002) },
      { name: "no walk.jpg", mimeType: "image/jpeg", buffer: Buffer.from("this is text") },
      { name: "diary.txt", mimeType: "text/plain", buffer: Buffer.from("this too") },
    ];
    await page.locator("input[data-upload=files]").setInputFiles(files);
    const panel = page.getByRole("complementary", { name: "Uploads" });
    await panel
      .getByText("2 added, 1 refused, 1 file left out, as it is no picture", { exact: true })
      .waitFor();
    await panel.getByText(/Expected a JPEG, .* but got text/).waitFor();
    await panel.getByRole("button", { name: "Close" }).click();

    await page.keyboard.press("/");
    await page.keyboard.type("walk ");
    await page.getByText("2 images meet the filters").waitFor();
    expect(await page.getByRole("searchbox", { name: "Find by name" }).inputValue()).toBe("walk ");
    await page.getByRole("grid").focus();
    await page.keyboard.press("Control+a");
    await page.getByText("2 selected").waitFor();
    await page.keyboard.press("t");
    const dialog = page.getByRole("dialog", { name: "Tag 2 images" });
    await dialog.getByLabel("Tags").fill("outing");
    await dialog.getByRole("button", { name: "Add tags" }).click();
    await page.getByText("2 images are tagged.").waitFor();

    await page.getByRole("grid").focus();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Delete");
    await page.getByText("1 image will be deleted.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("1 image will be deleted.").waitFor({ state: "detached" });
    await page.keyboard.press("Delete");
    await page.getByText("1 image will be deleted.").waitFor();
    await open(""); // it is deleted for good as soon as the page is left
    await open("library?tag=outing");
    await page.getByText("1 image meets the filters").waitFor();

    const { data } = await service.query(
      '{ tags(first: 9, contains: "outing") { edges { node { imageCount } } } }',
    );
    expect(data.tags.edges).toEqual([{ node: { imageCount: 1 } }]);
  },
};

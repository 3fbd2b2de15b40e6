import { startTestService, type TestService } from "../../helpers/services/test-service";
import { describeInBrowser } from "../browser/describe-in-browser";
import { type OpenedStudio, openStudio } from "../browser/open-studio";

describeInBrowser("the studio by the keyboard alone", (browser) => {
  let service: TestService;
  let studio: OpenedStudio;
  beforeAll(async () => {
    service = await startTestService({ firstModel: true });
    studio = await openStudio(browser(), service.url);
  });
  afterAll(async () => {
    await studio?.close();
    await service?.stop();
  });
  /** What the element with the focus is called, or says. */
  const focused = () =>
    studio.page.evaluate<string>(
      "document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText.trim()",
    );

  it("skips the navigation, and stays on the page", async () => {
    const { page, open } = studio;
    await open("vocabularies");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("content");
    expect(new URL(page.url()).pathname).toBe("/studio/vocabularies");
  });

  it("goes to another page by its link", async () => {
    const { page, open } = studio;
    await open("");
    for (let presses = 0; presses < 20 && (await focused()) !== "Library"; presses++)
      await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Library" }).waitFor();
  });

  it("selects images, opens one and comes back, and says which keys there are", async () => {
    const { page, open } = studio;
    await open("library");
    await page.getByRole("grid").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+ArrowRight");
    await page.getByText("2 selected").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("2 selected").waitFor({ state: "detached" });
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "scene 1" }).waitFor();
    await page.goBack();
    await page.getByRole("grid").waitFor();
    await page.keyboard.press("Shift+?");
    await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("/");
    expect(await focused()).toBe("Find by name");
  });
});

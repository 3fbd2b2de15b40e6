import { createHmac } from "node:crypto";
import { createSignedLinks } from "../../src/http/signed-links";

const HOUR_MS = 3_600_000;
const NOON = Date.parse("2026-11-27T12:00:00Z");
const links = createSignedLinks("a-key-of-16-chars");
const PATH = "/images/SW1hZ2U6MQ/thumbnail.webp";

const at = (time: number) => jest.setSystemTime(time);
function queryOf(url: string): { expires: string; signature: string } {
  const { searchParams } = new URL(url, "http://any.example");
  return { expires: searchParams.get("expires")!, signature: searchParams.get("signature")! };
}

beforeAll(() => jest.useFakeTimers({ now: NOON }));
beforeEach(() => at(NOON));
afterAll(() => jest.useRealTimers());

describe("a signed link", () => {
  it("has the HMAC-SHA256 of its path and its end, under a key made of the API key", () => {
    const secret = createHmac("sha256", "a-key-of-16-chars").update("regionary signed links").digest();
    const expires = String(Date.parse("2026-11-28T00:00:00Z") / 1_000);
    const signature = createHmac("sha256", secret).update(`${expires}\n${PATH}`).digest("base64url");
    expect(links.sign(`${PATH}?width=256`)).toBe(
      `${PATH}?width=256&expires=${expires}&signature=${signature}`,
    );
  });

  it("is the same for 6 hours, and is valid for 6 to 12", () => {
    const link = links.sign(PATH);
    at(NOON + 6 * HOUR_MS - 1);
    const last = links.sign(PATH);
    expect(last).toBe(link);
    at(NOON + 6 * HOUR_MS);
    expect(links.sign(PATH)).not.toBe(link);
    at(NOON + 12 * HOUR_MS - 1);
    expect(links.stateOf(PATH, queryOf(link))).toBe("VALID");
    at(NOON + 12 * HOUR_MS);
    expect(links.stateOf(PATH, queryOf(link))).toBe("EXPIRED");
  });

  it("is the same from every host with the same key, and worth nothing where the key is another", () => {
    const link = queryOf(links.sign(PATH));
    expect(createSignedLinks("a-key-of-16-chars").stateOf(PATH, link)).toBe("VALID");
    expect(createSignedLinks("another-key-of-16").stateOf(PATH, link)).toBe("INVALID");
  });

  const expires = String(NOON / 1_000 + 1_000_000);
  const signature = "A".repeat(43);
  it.each<[string, string, (link: { expires: string; signature: string }) => Record<string, unknown>]>([
    ["of another path", "/images/SW1hZ2U6MQ", (link) => link],
    ["whose end was put off", PATH, (link) => ({ ...link, expires })],
    ["with an end in another form", PATH, (link) => ({ ...link, expires: `${link.expires}.0` })],
    ["with another signature", PATH, (link) => ({ ...link, signature })],
    ["with half a signature", PATH, (link) => ({ ...link, signature: link.signature.slice(0, 21) })],
    ["with several signatures", PATH, (link) => ({ ...link, signature: [link.signature] })],
    ["without a signature", PATH, ({ expires: end }) => ({ expires: end })],
    ["without an end", PATH, ({ signature: proof }) => ({ signature: proof })],
  ])("is invalid %s", (_, path, changed) => {
    expect(links.stateOf(path, changed(queryOf(links.sign(PATH))))).toBe("INVALID");
  });

  it("is the plain address where there is no key", () => {
    const none = createSignedLinks(null);
    expect(none.sign(`${PATH}?width=256`)).toBe(`${PATH}?width=256`);
  });
});

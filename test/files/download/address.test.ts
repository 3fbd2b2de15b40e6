import { parseAddress, parseRedirect } from "../../../src/files/download/address";

describe("an address to download from", () => {
  test.each([
    "https://example.com/a.zip",
    "http://127.0.0.1:8000/a",
    "http://localhost/a",
    "http://[::1]:80/a",
    "http://127.9.9.9/a",
  ])("may be %s", (text) => {
    expect(parseAddress(text).href).toBe(new URL(text).href);
  });

  test.each([
    "http://example.com/a.zip",
    "http://localhost.example.com/a",
    "http://127.0.0.1.example.com/a",
    "http://192.168.0.1/a",
    "ftp://127.0.0.1/a",
    "file:///etc/passwd",
    "example.com/a",
    "",
  ])("may not be %s", (text) => {
    expect(() => parseAddress(text)).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
  });

  test("may have no password in it, and the refusal does not repeat it", () => {
    expect(() => parseAddress("https://me:secret@example.com/a")).toThrow(/example\.com\/a/);
    expect(() => parseAddress("https://me:secret@example.com/a")).toThrow(/^(?!.*secret)/);
  });

  test("cannot be redirected from elsewhere to this machine", () => {
    const elsewhere = new URL("https://example.com/a");
    expect(() => parseRedirect("http://127.0.0.1/b", elsewhere, null)).toThrow(
      expect.objectContaining({ code: "DOWNLOAD_FAILED" }),
    );
    expect(parseRedirect("/b", elsewhere, null).href).toBe("https://example.com/b");
    expect(parseRedirect("https://example.org/c", elsewhere, null).href).toBe("https://example.org/c");
  });
});

import { mirrored, parseAddress, parseMirror, parseRedirect } from "../../../src/files/download/address";

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

describe("a mirror", () => {
  const file = new URL("https://huggingface.co/laion/model/resolve/main/config.json?download=1");

  test.each([
    ["https://mirror.example", "https://mirror.example/laion/model/resolve/main/config.json"],
    ["http://10.0.0.7:8080/kept/", "http://10.0.0.7:8080/kept/laion/model/resolve/main/config.json"],
  ])("at %s has a file at the same path", (text, address) => {
    expect(mirrored(file, parseMirror(text)).href).toBe(address);
  });

  test.each([
    "mirror.example",
    "ftp://mirror.example",
    "https://me:secret@mirror.example",
    "https://a/?key=secret",
    "",
  ])("may not be %s, and the refusal does not repeat a secret", (text) => {
    expect(() => parseMirror(text)).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
    expect(() => parseMirror(text)).toThrow(/^(?!.*secret)/);
  });

  test("may lead to itself without https, and nowhere else", () => {
    const trusted = new URL("http://10.0.0.7:8080/kept");
    expect(parseRedirect("/b", trusted, trusted).href).toBe("http://10.0.0.7:8080/b");
    expect(() => parseRedirect("http://10.0.0.7:9090/b", trusted, trusted)).toThrow(/which is not https/);
  });
});

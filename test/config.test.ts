import { readConfig } from "../src/config";

describe("the settings", () => {
  it("all have defaults", () => {
    expect(readConfig({})).toMatchObject({ host: "127.0.0.1", port: 4000, apiKey: null, provider: "auto" });
  });

  it.each<[string, string, RegExp]>([
    ["REGIONARY_PORT", "seventy", /^REGIONARY_PORT must be a whole number from 0 to 65535; got "seventy"\.$/],
    ["REGIONARY_PORT", "65536", /0 to 65535/],
    ["REGIONARY_PROVIDER", "gpu", /^REGIONARY_PROVIDER must be auto, cpu, cuda, tensorrt or webgpu/],
    ["REGIONARY_ALLOWED_ORIGINS", "foo", /^REGIONARY_ALLOWED_ORIGINS must be origins such as/],
    ["REGIONARY_ALLOWED_ORIGINS", "https://a.example, https://b.example/path", /REGIONARY_ALLOWED_ORIGINS/],
    ["REGIONARY_PUBLIC_URL", "foo", /^REGIONARY_PUBLIC_URL must be/],
    ["REGIONARY_MAX_BATCH", "0", /1 to 256/],
    ["REGIONARY_PROT", "4000", /^There is no setting REGIONARY_PROT\. The settings are .*REGIONARY_PORT/],
  ])("refuse %s=%s by name", (name, value, message) => {
    expect(() => readConfig({ [name]: value })).toThrow(message);
  });

  it("are all refused together, without repeating secrets", () => {
    const wrong = {
      REGIONARY_PORT: "x",
      REGIONARY_API_KEY: "too-short",
      DATABASE_URL: "mysql://user:pass@host",
    };
    const refusal = (() => {
      try {
        return String(readConfig(wrong));
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(refusal).toMatch(/REGIONARY_PORT.*REGIONARY_API_KEY.*DATABASE_URL/);
    expect(refusal).not.toMatch(/too-short|pass/);
  });

  it("take several origins", () => {
    const { allowedOrigins } = readConfig({
      REGIONARY_ALLOWED_ORIGINS: "https://a.example, http://localhost:5173",
    });
    expect(allowedOrigins).toEqual(["https://a.example", "http://localhost:5173"]);
  });
});

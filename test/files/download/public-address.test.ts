import type dns from "node:dns";
import type { LookupAddress } from "node:dns";
import { isPublicAddress } from "../../../src/files/download/public-address";
import { publicLookup } from "../../../src/files/download/public-lookup";

describe("an address of the public internet", () => {
  test.each(["1.1.1.1", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00::1"])(
    "may be %s",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  test.each([
    ...["127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
    ...["169.254.169.254", "100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255"],
    ...["::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1"],
    ...["::127.0.0.1", "2002:7f00:1::", "2001::1", "not an address", ""],
  ])("is not %s", (address) => expect(isPublicAddress(address)).toBe(false));

  test("is judged by the IPv4 address within, where it is mapped or behind NAT64", () => {
    expect(["::ffff:1.1.1.1", "::FFFF:101:101", "64:ff9b::1.1.1.1"].map(isPublicAddress)).toEqual([
      ...[true, true, true],
    ]);
    const inside = [
      "::ffff:127.0.0.1",
      "::ffff:a9fe:a9fe",
      "0:0:0:0:0:ffff:10.0.0.1",
      "64:ff9b::192.168.0.1",
    ];
    expect(inside.map(isPublicAddress)).toEqual([false, false, false, false]);
  });
});

describe("looking a name up", () => {
  /** A resolver that gives these answers, one a question. */
  const resolver = (...answers: string[][]) =>
    ((_: string, __: object, callback: (error: null, found: LookupAddress[]) => void) =>
      callback(
        null,
        answers.shift()!.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      )) as typeof dns.lookup;
  const look = (lookup: ReturnType<typeof publicLookup>, all = true) =>
    new Promise((resolve, reject) =>
      lookup("files.example", { all }, (error, found) => (error ? reject(error) : resolve(found))),
    );

  test("gives public addresses to be connected to, all or one", async () => {
    const lookup = publicLookup(resolver(["1.1.1.1", "2606:4700::1"], ["1.1.1.1"]));
    expect(await look(lookup)).toEqual([
      { address: "1.1.1.1", family: 4 },
      { address: "2606:4700::1", family: 6 },
    ]);
    expect(await look(lookup, false)).toBe("1.1.1.1");
  });

  test("refuses a name if any of its addresses is private, each time that it is asked", async () => {
    const lookup = publicLookup(resolver(["1.1.1.1"], ["1.1.1.1", "10.0.0.1"], ["::ffff:127.0.0.1"]));
    await look(lookup);
    const refusal = {
      code: "DOWNLOAD_FAILED",
      message: expect.stringMatching(
        /leads to files\.example \(10\.0\.0\.1\), which is not an address of the public/,
      ),
    };
    await expect(look(lookup)).rejects.toMatchObject(refusal);
    await expect(look(lookup)).rejects.toMatchObject({ code: "DOWNLOAD_FAILED" });
  });

  test("lets through the proxy that the administrator names", async () => {
    process.env.HTTPS_PROXY = "http://files.example:3128";
    try {
      expect(await look(publicLookup(resolver(["10.0.0.1"])))).toEqual([{ address: "10.0.0.1", family: 4 }]);
    } finally {
      delete process.env.HTTPS_PROXY;
    }
  });
});

import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Not on the public internet, by IANA's registry of special-purpose IPv4 addresses. */
const SPECIAL_IPV4 = subnets("ipv4", [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16], // link-local: clouds keep their secrets there
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3], // multicast and reserved
]);
/** All that is assigned to the public internet; loopback, local and link-local addresses are outside. */
const GLOBAL_IPV6 = subnets("ipv6", [["2000::", 3]]);
/** Documentation, and tunnels that lead to any IPv4 address (Teredo, 6to4). */
const SPECIAL_IPV6 = subnets("ipv6", [
  ["2001:db8::", 32],
  ["2001::", 32],
  ["2002::", 16],
]);
/** An IPv4 address in an IPv6 one, as URLs write it: mapped, or through NAT64. */
const EMBEDDED = /^(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/** Whether an IP address is one of the public internet: not of this machine, its network or its cloud's insides. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !SPECIAL_IPV4.check(address, "ipv4");
  if (!isIPv6(address) || address.includes("%")) return false;
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const embedded = EMBEDDED.exec(written);
  if (embedded) return isPublicAddress(ipv4Of(embedded[1]!, embedded[2]!));
  return GLOBAL_IPV6.check(address, "ipv6") && !SPECIAL_IPV6.check(address, "ipv6");
}

function ipv4Of(high: string, low: string): string {
  return [high, low]
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 0xff])
    .join(".");
}

function subnets(family: "ipv4" | "ipv6", of: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of of) list.addSubnet(network, prefix, family);
  return list;
}

import type { Client } from "@urql/core";
import { graphql } from "../../../api/graphql";
import { showProblem } from "../../../parts/show-problem";

const ImageIds = graphql(`
  query ImageIds($offset: Int!, $first: Int!) {
    images(first: $first, offset: $offset, filter: { addedBy: ANYONE }) { edges { node { id } } }
  }
`);

const AT_ONCE = 100;

/** The ids of this many of all stored images, in lots spread over the whole list: neighbors are often alike. */
export async function imagesSpread(client: Client, stored: number, count: number): Promise<string[]> {
  const lots = Math.min(count, Math.max(4, Math.ceil(count / AT_ONCE)));
  const first = Math.ceil(count / lots);
  const ids = new Set<string>();
  for (let lot = 0; lot < lots; lot++) {
    const offset = Math.floor((lot * stored) / lots);
    const { data, error } = await client.query(ImageIds, { offset, first }).toPromise();
    showProblem(error);
    for (const { node } of data?.images.edges ?? []) ids.add(node.id);
  }
  return [...ids].slice(0, count);
}

import { ArgsType, type ClassType, Field, Int, ObjectType } from "type-graphql";
import { RegionaryError } from "../errors";
import { UUID } from "./global-id";

@ArgsType()
export class PageArgs {
  @Field(() => Int, { description: "How many at most." })
  first!: number;

  @Field(() => String, { nullable: true, description: "The `endCursor` of the page before." })
  after?: string;
}

@ObjectType({ description: "Where a page of a list ends." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether there is more after this page." })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: "Pass it as `after` to get the next page." })
  endCursor!: string | null;
}

/** The Relay connection and edge types of a node type, under its name. */
export function connectionType<N extends object>(name: string, node: ClassType<N>) {
  @ObjectType(`${name}Edge`, { description: `One ${name} in a list.` })
  class Edge {
    constructor(cursor: string, node: N) {
      this.cursor = cursor;
      this.node = node;
    }

    @Field(() => String, { description: "The place in the list, opaque." })
    cursor: string;

    @Field(() => node, { description: "What is at this place." })
    node: N;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class Connection {
    constructor(edges: Edge[], hasNextPage: boolean) {
      this.edges = edges;
      this.pageInfo = { hasNextPage, endCursor: edges.at(-1)?.cursor ?? null };
    }

    @Field(() => [Edge], { description: "The page's entries with their cursors." })
    edges: Edge[];

    @Field(() => PageInfo, { description: "Whether and where the list goes on." })
    pageInfo: PageInfo;

    /** A page of rows as a connection; `cursorOf` gives what the list is ordered by. */
    static of<R>(
      page: { rows: readonly R[]; hasNextPage: boolean },
      cursorOf: (row: R) => string | number,
      toNode: (row: R) => N,
    ): Connection {
      const edges = page.rows.map((row) => new Edge(encodeCursor(cursorOf(row)), toNode(row)));
      return new Connection(edges, page.hasNextPage);
    }

    /** A page of stored rows as a connection, ordered by their column `key`. */
    static ofRows<Key extends "id" | "position", R extends Readonly<Record<Key, string | number>>>(
      page: { rows: readonly R[]; hasNextPage: boolean },
      key: Key,
      type: new (row: R) => N,
    ): Connection {
      return Connection.of(
        page,
        (row) => row[key],
        (row) => new type(row),
      );
    }
  }
  return Connection;
}

const encodeCursor = (key: string | number): string => Buffer.from(`at:${key}`).toString("base64url");

function decodeCursor(cursor: string): string {
  const text = Buffer.from(cursor, "base64url").toString();
  if (/^at:[0-9a-f-]{1,36}$/.test(text)) return text.slice(3);
  throw new RegionaryError(
    "INVALID_INPUT",
    "`after` is the `endCursor` of an earlier page; what came is none.",
  );
}

/** INVALID_INPUT unless a list of so many can be asked for. */
export function checkFirst(first: number, most: number): void {
  if (first >= 1 && first <= most) return;
  throw new RegionaryError("INVALID_INPUT", `\`first\` is from 1 to ${most}; ${first} came.`);
}

/** A page request of a list ordered by id. */
export function pageById({ first, after }: PageArgs, most = 100): { first: number; after?: string } {
  checkFirst(first, most);
  if (after === undefined || after === null) return { first };
  const key = decodeCursor(after);
  if (UUID.test(key)) return { first, after: key };
  throw new RegionaryError("INVALID_INPUT", "`after` is the cursor of another list.");
}

/** A page request of a list ordered by position. */
export function pageByPosition({ first, after }: PageArgs, most = 100): { first: number; after?: number } {
  checkFirst(first, most);
  if (after === undefined || after === null) return { first };
  const key = decodeCursor(after);
  if (/^\d{1,9}$/.test(key)) return { first, after: Number(key) };
  throw new RegionaryError("INVALID_INPUT", "`after` is the cursor of another list.");
}

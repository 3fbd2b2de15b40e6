import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { RegionaryError } from "../errors";
import { MAX_COUNT, type Page, type PageRequest } from "../storage/database/page";
import { CountedAround, CountsBy, CountsFor } from "./entries";

/** Counting a list may take the database as long as reading this many of its entries. */
const COST_OF_COUNT = 100;

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: "The most entries to list, from the start or after `after`.",
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "With `first`: the `endCursor` of the page before." })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "The most entries to list, from the end or before `before`.",
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: "With `last`: the `startCursor` of the page after." })
  before?: string | null;
}

@ObjectType({ description: "Where a page of a list begins and ends." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether there is more after this page." })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Whether there is more before this page." })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "Pass it as `before` to get the page before." })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "Pass it as `after` to get the next page." })
  endCursor!: string | null;
}

/** The Relay connection and edge types of a node type, under its name. */
export function connectionType<N extends object>(name: string, node: abstract new (...args: never[]) => N) {
  @ObjectType(`${name}Edge`, { description: `One ${name} in a list.` })
  class Edge {
    constructor(cursor: string, node: N) {
      this.cursor = cursor;
      this.node = node;
    }

    @Field(() => String, { description: "An opaque cursor: its place in the list." })
    cursor: string;

    @Field(() => node, { description: "The entry at this place." })
    node: N;
  }

  @CountsBy("first", "last")
  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class Connection {
    private counted: Promise<number> | undefined;

    constructor(
      edges: Edge[],
      ends: { hasNextPage: boolean; hasPreviousPage: boolean },
      private readonly count: () => Promise<number>,
    ) {
      this.edges = edges;
      const { hasNextPage, hasPreviousPage } = ends;
      const [startCursor, endCursor] = [edges.at(0)?.cursor ?? null, edges.at(-1)?.cursor ?? null];
      this.pageInfo = { hasNextPage, hasPreviousPage, startCursor, endCursor };
    }

    @CountedAround()
    @Field(() => [Edge], { description: "The page's entries with their cursors." })
    edges: Edge[];

    @Field(() => PageInfo, { description: "Whether and where the list goes on." })
    pageInfo: PageInfo;

    @CountsFor(COST_OF_COUNT)
    @Field(() => Int, {
      description: `How many entries the whole list has: exact up to ${thousands(MAX_COUNT)}, which then means that many or more.`,
    })
    async totalCount(): Promise<number> {
      return Math.min(await this.countOnce(), MAX_COUNT);
    }

    @CountsFor(COST_OF_COUNT)
    @Field(() => Boolean, {
      description: `Whether \`totalCount\` is exact: false where there are more than ${thousands(MAX_COUNT)}.`,
    })
    async totalCountIsExact(): Promise<boolean> {
      return (await this.countOnce()) <= MAX_COUNT;
    }

    private countOnce(): Promise<number> {
      this.counted ??= this.count();
      return this.counted;
    }

    /** A page of rows as a connection. */
    static of<R>(page: Page<R>, toNode: (row: R) => N): Connection {
      const edges = page.rows.map((row, index) => new Edge(page.cursors[index]!, toNode(row)));
      return new Connection(edges, page, () => page.count());
    }
  }
  return Connection;
}

/**
 * The page that arguments request; INVALID_INPUT unless they go together and request at most `most` entries.
 */
export function pageRequest({ first, after, last, before }: PageArgs, most = 100): PageRequest {
  if ((first == null) === (last == null)) {
    throw new RegionaryError("INVALID_INPUT", "Give either `first` or `last`: how many entries to list.");
  }
  if (first != null) {
    checkSize("first", first, most);
    if (before != null) throw new RegionaryError("INVALID_INPUT", "`before` must be used with `last`.");
    return after == null ? { first } : { first, after };
  }
  checkSize("last", last!, most);
  if (after != null) throw new RegionaryError("INVALID_INPUT", "`after` must be used with `first`.");
  return before == null ? { last: last! } : { last: last!, before };
}

/** INVALID_INPUT unless this many entries may be requested. */
export function checkSize(argument: "first" | "last", size: number, most: number): void {
  if (size >= 1 && size <= most) return;
  throw new RegionaryError(
    "INVALID_INPUT",
    `\`${argument}\` must be a whole number from 1 to ${thousands(most)}; got ${size}.`,
  );
}

function thousands(count: number): string {
  return count.toLocaleString("en");
}

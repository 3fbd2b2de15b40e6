import type { TestService } from "./test-service";

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type Anything = any;

/** Some work as it is now: what all work has, and fields of its own. */
export async function readWork(
  service: Pick<TestService, "query">,
  id: string,
  fields = "",
): Promise<Anything> {
  const { data, errors } = await service.query(
    `query ($id: ID!) { node(id: $id) { id ... on Work { kind state phase done failed total sequence errorMessage
       startedAt finishedAt host basis { provider precision threads } } ${fields} } }`,
    { id },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.node;
}

/** Waits for the last event of some work; the work then, and its events. */
export async function endedWork(
  service: Pick<TestService, "query" | "collect">,
  id: string,
  fields = "",
): Promise<{ work: Anything; events: Anything[] }> {
  const events = await service.collect(
    "subscription ($id: ID!) { workEvents(workId: $id) { sequence state phase done total } }",
    { id },
  );
  return { work: await readWork(service, id, fields), events: events.map(({ data }) => data.workEvents) };
}

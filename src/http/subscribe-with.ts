import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from "graphql";
import type { RequestContext } from "../resolvers/request-context";

/**
 * As GraphQL.js's `subscribe`, which executes all events of a subscription in one context, but each in its own: the limits
 * of a single execution are counted in the context.
 */
export function subscribeWith(
  makeContext: () => RequestContext,
): (args: ExecutionArgs) => Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  return async (args) => {
    const events = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in events)) return events;
    const iterator = events[Symbol.asyncIterator]();
    const executed = async (event: IteratorResult<unknown>): Promise<IteratorResult<ExecutionResult>> =>
      event.done
        ? { done: true, value: undefined }
        : {
            done: false,
            value: await execute({ ...args, rootValue: event.value, contextValue: makeContext() }),
          };
    // Not a generator: its `return` would wait for the next event.
    const results: AsyncIterableIterator<ExecutionResult> = {
      next: async () => executed(await iterator.next()),
      return: async () => {
        await iterator.return?.();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]: () => results,
    };
    return results;
  };
}

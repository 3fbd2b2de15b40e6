import { useDebouncedCallback } from "@mantine/hooks";
import { useRef } from "react";
import { useSubscription } from "urql";
import { graphql } from "../../../api/graphql";
import { WorkEntry } from "./work-entry";

const ChangedWork = graphql(
  `
  subscription ChangedWork {
    workChanged { id work { state ...WorkEntry } }
  }
`,
  [WorkEntry],
);

/** Batches come to an end by the dozen. */
const GATHER_MS = 400;

/**
 * Keeps all work that is shown as it is now: what changes is changed in the cache. `onListed` is called when lists have
 * others in them, because something was accepted, has ended, was resumed or deleted.
 */
export function useChangedWork(onListed: () => void): void {
  const lists = useRef(new Map<string, string>());
  const tell = useDebouncedCallback(onListed, GATHER_MS);
  useSubscription({ query: ChangedWork }, (_, event) => {
    const { id, work } = event.workChanged;
    const state = work?.state ?? "DELETED";
    const list = state === "QUEUED" ? "RUNNING" : state; // both are under way
    if (lists.current.get(id) !== list) tell();
    lists.current.set(id, list);
    return event;
  });
}

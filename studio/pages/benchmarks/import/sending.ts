import type { Client } from "@urql/core";
import { useSyncExternalStore } from "react";
import { graphql, type VariablesOf } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import type { Archive } from "./archive-of";
import { sendArchive } from "./send-archive";

const ImportSet = graphql(`
  mutation ImportSet($input: ImportBenchmarkSetInput!) {
    importBenchmarkSet(input: $input) {
      __typename
      ... on AcceptedBenchmarkImport { benchmarkImport { id name } }
      ... on Error { message }
    }
  }
`);

/** How what is sent is read. */
export type SetReading = Omit<VariablesOf<typeof ImportSet>["input"], "uploadId">;

/** A set on its way to the service. It goes on whatever page is shown; a reload ends it. */
export interface Sending {
  readonly name: string;
  readonly sent: number;
  readonly total: number;
  readonly problem: string | null;
}

let current: Sending | null = null;
let stopping = new AbortController();
const listeners = new Set<() => void>();

function change(next: Sending | null): void {
  current = next;
  for (const listener of [...listeners]) listener();
}

const warn = (event: BeforeUnloadEvent) => event.preventDefault();

/** Sends an archive and has it imported; resolves with the import's id, or with null where there is none. */
export async function send(client: Client, archive: Archive, reading: SetReading): Promise<string | null> {
  stopping = new AbortController();
  const { signal } = stopping;
  const { name } = reading;
  const total = archive.sizeBytes;
  change({ name, sent: 0, total, problem: null });
  window.addEventListener("beforeunload", warn);
  try {
    const onSent = (sent: number) => !signal.aborted && change({ name, sent, total, problem: null });
    const uploadId = await sendArchive(client, archive, { signal, onSent });
    const { data, error } = await client.mutation(ImportSet, { input: { ...reading, uploadId } }).toPromise();
    const answer = data?.importBenchmarkSet;
    if (answer?.__typename !== "AcceptedBenchmarkImport")
      throw new Error(problemOf(answer) ?? error?.message);
    change(null);
    return answer.benchmarkImport.id;
  } catch (error) {
    if (signal.aborted) return null; // by now another may be on its way
    const problem = error instanceof Error ? error.message : String(error);
    change({ name, sent: 0, total, problem });
    return null;
  } finally {
    if (!signal.aborted) window.removeEventListener("beforeunload", warn);
  }
}

/** Ends what is being sent, or forgets that it failed. */
export function stopSending(): void {
  stopping.abort();
  window.removeEventListener("beforeunload", warn);
  change(null);
}

export const useSending = (): Sending | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );

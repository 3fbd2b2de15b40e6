import type { Client } from "graphql-ws";
import { useCallback, useEffect, useState } from "react";
import { ask } from "./ask";
import {
  buttonOn,
  CANCEL,
  CATALOGUE,
  type Catalogue,
  isUnderWay,
  lineOn,
  modelToShow,
  SET_UP,
  SETUP_CHANGES,
} from "./photo-model";

/** While there is no model for photos, one line that says how to get one, a button that does it, and how far that is. */
export function PhotoModelBar({ changes }: { changes: Client }) {
  const [catalogue, setCatalogue] = useState<Catalogue | null>(null);
  const [watched, setWatched] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const look = useCallback(async () => {
    // The editor below shows whatever keeps the service from answering.
    const data = await ask<{ catalogue: Catalogue }>(CATALOGUE).catch(() => null);
    if (data === null) return;
    const underWay = data.catalogue.entries.find(({ setup }) => isUnderWay(setup));
    if (underWay) setWatched(underWay.catalogueId);
    setCatalogue(data.catalogue);
  }, []);
  useEffect(() => {
    const sink = { next: look, error: look, complete: () => undefined };
    void look();
    const unsubscribe = changes.subscribe({ query: SETUP_CHANGES }, sink);
    const unlisten = changes.on("connected", look); // after a lost connection too
    return () => {
      unlisten();
      unsubscribe();
    };
  }, [changes, look]);

  const tell = async (mutation: string, variables: Record<string, unknown>) => {
    setProblem(null);
    try {
      const { answer } = await ask<{ answer: { message?: string } }>(mutation, variables);
      setProblem(answer.message ?? null);
    } catch (error) {
      setProblem((error as Error).message);
    }
    await look();
  };

  const model = catalogue && modelToShow(catalogue, watched);
  if (!model) return null;
  const { catalogueId, setup } = model;
  const isDone = setup?.state === "COMPLETED";
  const close = () => {
    setWatched(null);
    setCatalogue(null);
  };
  return (
    <section className="photo-model" aria-label="A model for photos">
      <span aria-live="polite">{lineOn(model)}</span>
      {setup && isUnderWay(setup) && (
        <>
          <progress max={setup.total || 1} value={setup.total > 0 ? setup.done : undefined} />
          <button type="button" onClick={() => tell(CANCEL, { id: setup.id })}>
            Cancel
          </button>
        </>
      )}
      {isDone && (
        <button type="button" onClick={close}>
          Close
        </button>
      )}
      {!isDone && !isUnderWay(setup) && (
        <button type="button" onClick={() => tell(SET_UP, { catalogueId })}>
          {buttonOn(model)}
        </button>
      )}
      {problem && <span role="alert">{problem}</span>}
    </section>
  );
}

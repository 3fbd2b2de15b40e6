import { useEffect, useState } from "react";
import { useClient } from "urql";
import { graphql } from "../../../api/graphql";
import { type LossPoint, withProgress } from "./loss-curve";

const TrainingEvents = graphql(`
  subscription TrainingEvents($id: ID!, $afterSequence: Int!) {
    trainingEvents(trainingId: $id, afterSequence: $afterSequence) {
      sequence
      state
      progress { phase epoch epochs step steps loss imagesPerSecond secondsLeft }
    }
  }
`);

interface Pace {
  readonly phase: string;
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  readonly loss: number | null;
  readonly imagesPerSecond: number | null;
  readonly secondsLeft: number | null;
}

interface LossCurve {
  readonly curve: readonly LossPoint[];
  /** What the latest event said; null before there is one. */
  readonly pace: Pace | null;
}

const NONE: LossCurve = { curve: [], pace: null };

/**
 * The loss of a training from its first step on, as it goes on. The events of the past come in a rush, so what they add is
 * shown once a frame. `round` is another number after a training was resumed, whose events ended before.
 */
export function useLossCurve(id: string, round: number): LossCurve {
  const client = useClient();
  const [shown, setShown] = useState(NONE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is followed anew
  useEffect(() => {
    let now = NONE;
    let frame = 0;
    setShown(NONE);
    const { unsubscribe } = client
      .subscription(TrainingEvents, { id, afterSequence: 0 })
      .subscribe(({ data }) => {
        const progress = data?.trainingEvents.progress;
        if (!progress) return;
        now = { curve: withProgress(now.curve, progress), pace: progress };
        if (frame !== 0) return;
        frame = requestAnimationFrame(() => {
          frame = 0;
          setShown(now);
        });
      });
    return () => {
      unsubscribe();
      cancelAnimationFrame(frame);
    };
  }, [client, id, round]);
  return shown;
}

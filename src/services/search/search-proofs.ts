import { RegionaryError } from "../../errors";
import type { Ranking } from "../../search/ranking/ranking";

/** How long a proof goes on while another waits. */
const TURN_MS = 2_000;
/** How long it goes on after the last time that somebody asked for it or watched it. */
const UNWATCHED_MS = 10 * 60_000;

/** Proves the first hits of rankings in the background, one at a time: the newest first, then by turns. */
export interface SearchProofs {
  /** Asks for a proof of at least the first `upTo` hits. */
  want(ranking: Ranking, upTo: number): void;
  /** The same, and waits for it; rejects with why it was given up, or as soon as the caller leaves. */
  proven(ranking: Ranking, upTo: number, signal?: AbortSignal): Promise<void>;
  /** How many hits were asked for so far. */
  wanted(ranking: Ranking): number;
  /** Whether a proof waits or is under way. */
  isUnderWay(ranking: Ranking): boolean;
  /** Calls back whenever more is known, and when the proof has ended; returns how to stop that. */
  watch(ranking: Ranking, changed: () => void): () => void;
  /** Gives its proof up. */
  forget(ranking: Ranking): void;
  /** Gives all of them up, and waits until none runs. */
  close(): Promise<void>;
}

interface Proof {
  readonly ranking: Ranking;
  /** How many hits were asked for, and how many of them were looked into. */
  wanted: number;
  done: number;
  failure: unknown;
  isForgotten: boolean;
  askedAt: number;
  readonly watchers: Set<() => void>;
}

const DAMAGED =
  'A score lies beyond the bounds of its sketch, so such searches are not called exact: this host\'s search files are damaged. Stop the service and delete the folder "search" in its data directory: it is made again from the database.';

/** `log` is told why a proof failed, and once that there can be none. */
export function createSearchProofs(log: (line: string) => void): SearchProofs {
  const proofs = new WeakMap<Ranking, Proof>();
  /** Those that wait, the next one last. */
  const line: Proof[] = [];
  let running: { readonly proof: Proof; readonly turn: AbortController } | null = null;
  let working: Promise<void> = Promise.resolve();
  let isWorking = false;
  let isClosed = false;
  let isDamageTold = false;

  const proofOf = (ranking: Ranking): Proof => {
    const known = proofs.get(ranking);
    if (known) return known;
    const proof = {
      ranking,
      wanted: 0,
      done: 0,
      failure: null,
      isForgotten: false,
      askedAt: 0,
      watchers: new Set<() => void>(),
    };
    proofs.set(ranking, proof);
    return proof;
  };
  const changed = ({ watchers }: Proof) => {
    for (const watcher of [...watchers]) watcher();
  };
  const isWaiting = (proof: Proof) => line.includes(proof) || running?.proof === proof;

  const isWanted = ({ watchers, askedAt }: Proof) =>
    watchers.size > 0 || performance.now() < askedAt + UNWATCHED_MS;

  const takeTurn = async (proof: Proof): Promise<void> => {
    const turn = new AbortController();
    running = { proof, turn };
    const { wanted } = proof;
    const limit = setInterval(() => (line.length > 0 || !isWanted(proof)) && turn.abort(), TURN_MS);
    try {
      await proof.ranking.prove(wanted, { signal: turn.signal, onProgress: () => changed(proof) });
      if (!turn.signal.aborted) proof.done = Math.max(proof.done, wanted);
      if (!isDamageTold && proof.ranking.progress().outOfBounds > 0) {
        isDamageTold = true;
        log(DAMAGED);
      }
    } catch (error) {
      if (!turn.signal.aborted) {
        proof.failure = error;
        log(`A search could not be proven: ${error instanceof Error ? error.message : String(error)}`);
      }
    } finally {
      clearInterval(limit);
      running = null;
    }
    const isOver = proof.done >= proof.wanted || proof.failure || proof.isForgotten || isClosed;
    if (!isOver && isWanted(proof)) line.unshift(proof);
    changed(proof);
  };
  const work = async (): Promise<void> => {
    isWorking = true;
    for (let next = line.pop(); next; next = line.pop()) await takeTurn(next);
    isWorking = false;
  };

  const want = (ranking: Ranking, upTo: number): void => {
    const proof = proofOf(ranking);
    if (isClosed || proof.isForgotten || (upTo <= proof.done && !proof.failure)) return;
    proof.failure = null;
    proof.askedAt = performance.now();
    proof.wanted = Math.max(proof.wanted, upTo);
    if (isWaiting(proof)) return;
    line.push(proof);
    if (!isWorking) working = work();
  };

  return {
    want,
    proven: (ranking, upTo, signal) =>
      new Promise((resolve, reject) => {
        want(ranking, upTo);
        const proof = proofOf(ranking);
        const end = (settle: () => void) => {
          proof.watchers.delete(look);
          signal?.removeEventListener("abort", leave);
          settle();
        };
        const look = () => {
          if (proof.failure) end(() => reject(proof.failure));
          else if (proof.done >= upTo) end(resolve);
          else if (proof.isForgotten || isClosed) end(() => reject(givenUp()));
        };
        const leave = () => end(() => reject(signal!.reason));
        proof.watchers.add(look);
        signal?.addEventListener("abort", leave);
        if (signal?.aborted) leave();
        else look();
      }),
    wanted: (ranking) => proofOf(ranking).wanted,
    isUnderWay: (ranking) => isWaiting(proofOf(ranking)),
    watch(ranking, watcher) {
      const { watchers } = proofOf(ranking);
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    forget(ranking) {
      const proof = proofOf(ranking);
      proof.isForgotten = true;
      if (line.includes(proof)) line.splice(line.indexOf(proof), 1);
      if (running?.proof === proof) running.turn.abort();
      changed(proof);
    },
    async close() {
      isClosed = true;
      const waiting = line.splice(0);
      running?.turn.abort();
      for (const proof of waiting) changed(proof);
      await working;
    },
  };
}

function givenUp(): RegionaryError {
  return new RegionaryError(
    "CANCELLED",
    "This search is no longer proven: the service is stopping, or newer searches needed its memory. Search again.",
  );
}

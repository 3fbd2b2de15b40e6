import { setTimeout as delay } from "node:timers/promises";
import { answerParent } from "../runner/child";
import { type Arrival, poisson, randomNumbers } from "../simulation/arrivals";
import { photoSender } from "./photo-sender";
import type { Answer } from "./plan";
import { post } from "./post";

const PEOPLE = 6;
const THINK_MS = 3_000;
const PERSON_PATIENCE_MS = 3_000;
const FRONT_ENDS = 2;
const FRONT_END_PER_SECOND = 2;
const FRONT_END_PATIENCE_MS = 2_000;
const BATCH_EVERY_MS = 10_000;
const SMALLEST_BATCH = 20;

const PREDICT = `mutation ($input: PredictInput!) { predict(input: $input) {
  ... on AcceptedPredictionBatch { batch { id } } ... on Error { message } } }`;

export interface MixedPlan {
  readonly url: string;
  readonly vocabularyId: string;
  readonly seconds: number;
  readonly seed: number;
  /** Stored and not yet encoded: what the batches are made of, each once. */
  readonly imageIds: readonly string[];
  readonly largestBatch: number;
}

export interface MixedReport {
  /** As they were sent. */
  readonly arrivals: readonly Arrival[];
  /** To the interactive ones. */
  readonly answers: readonly Answer[];
}

/**
 * A house's day in short: people who look at one answer before they ask again, front ends with many visitors, who
 * do not wait for one another, and batches of stored images now and then.
 */
answerParent<MixedPlan>(async (plan) => {
  const { url, vocabularyId, seconds, seed } = plan;
  const sendPhoto = await photoSender({ url, vocabularyId, firstPicture: 0 });
  const arrivals: Arrival[] = [];
  const answers: Answer[] = [];
  const begun = performance.now();
  const endAt = begun + seconds * 1000;
  const sinceStart = () => performance.now() - begun;
  let photos = 0;
  const classify = async (patienceMs: number) => {
    arrivals.push({ at: sinceStart(), priority: "interactive", patienceMs });
    answers.push(await sendPhoto(photos++, performance.now(), patienceMs));
  };

  const person = async (random: () => number) => {
    for (;;) {
      await delay(-Math.log(1 - random()) * THINK_MS);
      if (performance.now() >= endAt) return;
      await classify(PERSON_PATIENCE_MS);
    }
  };
  const frontEnd = async (ownSeed: number) => {
    const count = Math.floor(seconds * FRONT_END_PER_SECOND);
    const shape = { perSecond: FRONT_END_PER_SECOND, count, seed: ownSeed, patienceMs: null, interactive: 1 };
    const visits: Promise<void>[] = [];
    for (const { at } of poisson(shape)) {
      await delay(Math.max(0, at - sinceStart()));
      visits.push(classify(FRONT_END_PATIENCE_MS));
    }
    await Promise.all(visits);
  };
  const batches = async (random: () => number) => {
    const waiting = [...plan.imageIds];
    for (;;) {
      await delay((0.5 + random()) * BATCH_EVERY_MS);
      const size = SMALLEST_BATCH + Math.floor(random() * (plan.largestBatch - SMALLEST_BATCH));
      const imageIds = waiting.splice(0, size);
      if (performance.now() >= endAt || imageIds.length === 0) return;
      for (const _image of imageIds) arrivals.push({ at: sinceStart(), priority: "bulk", patienceMs: null });
      await post(url, JSON.stringify({ query: PREDICT, variables: { input: { imageIds, vocabularyId } } }));
    }
  };

  await Promise.all([
    ...Array.from({ length: PEOPLE }, (_, i) => person(randomNumbers(seed + i))),
    ...Array.from({ length: FRONT_ENDS }, (_, i) => frontEnd(seed + PEOPLE + i)),
    batches(randomNumbers(seed + PEOPLE + FRONT_ENDS)),
  ]);
  return { arrivals, answers } satisfies MixedReport;
});

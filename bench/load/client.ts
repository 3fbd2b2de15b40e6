import { setTimeout as delay } from "node:timers/promises";
import { answerParent } from "../child";
import { poisson } from "../simulation/arrivals";
import { numbered, photo } from "./pictures";
import type { Answer, LoadPlan, LoadReport } from "./plan";
import { post } from "./post";

const PHOTOS = 16;
const CLASSIFY = `mutation ($input: ClassifyInput!) { classify(input: $input) {
  ... on Classified { prediction { labels { score label { label } } } } ... on Error { code } } }`;

/** The load generator, a process of its own: what it uses is not the service's. */
answerParent<LoadPlan>(async (plan) => {
  const photos = await Promise.all(Array.from({ length: PHOTOS }, (_, i) => photo(i)));
  const send = async (index: number, dueAt: number): Promise<Answer> => {
    const base64 = numbered(photos[index % PHOTOS] as Buffer, plan.firstPicture + index).toString("base64");
    const { vocabularyId, deadlineMs } = plan;
    const input = { image: { base64 }, vocabularyId, topK: 5, deadlineMs };
    const code = await post(plan.url, JSON.stringify({ query: CLASSIFY, variables: { input } })).then(
      codeOf,
      (error: NodeJS.ErrnoException) => error.code ?? error.message,
    );
    return { code, latencyMs: performance.now() - dueAt };
  };
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const { pace, requests } = plan;
  const answers =
    "clients" in pace
      ? await closedLoop(pace.clients, requests, send)
      : await onSchedule(pace, requests, send);
  const { user, system } = process.cpuUsage(cpu);
  return {
    answers,
    seconds: (performance.now() - begun) / 1000,
    cpuMs: (user + system) / 1000,
  } satisfies LoadReport;
});

type Send = (index: number, dueAt: number) => Promise<Answer>;

async function closedLoop(clients: number, requests: number, send: Send): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const client = async () => {
    while (next < requests) answers.push(await send(next++, performance.now()));
  };
  await Promise.all(Array.from({ length: clients }, client));
  return answers;
}

async function onSchedule(
  { perSecond, seed }: { perSecond: number; seed: number },
  requests: number,
  send: Send,
): Promise<Answer[]> {
  const schedule = poisson({ perSecond, count: requests, seed, patienceMs: null, interactive: 1 });
  const begun = performance.now();
  const answers: Promise<Answer>[] = [];
  for (const [index, { at }] of schedule.entries()) {
    const dueAt = begun + at;
    const early = dueAt - performance.now();
    if (early > 0) await delay(early);
    answers.push(send(index, dueAt));
  }
  return Promise.all(answers);
}

function codeOf(answer: string): string {
  const { data, errors } = JSON.parse(answer) as {
    data?: { classify?: { code?: string } };
    errors?: { extensions?: { code?: string } }[];
  };
  return errors?.[0]?.extensions?.code ?? data?.classify?.code ?? "OK";
}

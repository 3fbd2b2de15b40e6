import { setTimeout as delay } from "node:timers/promises";
import { answerParent } from "../runner/child";
import { poisson } from "../simulation/arrivals";
import { photoSender } from "./photo-sender";
import type { Answer, LoadPlan, LoadReport, Poisson } from "./plan";

type Send = (index: number, dueAt: number) => Promise<Answer>;

/** The load generator, a process of its own: what it uses is not the service's. */
answerParent<LoadPlan>(async (plan) => {
  const sendPhoto = await photoSender(plan);
  const send: Send = (index, dueAt) => sendPhoto(index, dueAt, plan.deadlineMs);
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const { pace, requests } = plan;
  const answers = await ("clients" in pace
    ? closedLoop(pace.clients, requests, send)
    : onSchedule(pace, requests, send));
  const { user, system } = process.cpuUsage(cpu);
  return {
    answers,
    seconds: (performance.now() - begun) / 1000,
    cpuMs: (user + system) / 1000,
  } satisfies LoadReport;
});

async function closedLoop(clients: number, requests: number, send: Send): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const client = async () => {
    while (next < requests) answers.push(await send(next++, performance.now()));
  };
  await Promise.all(Array.from({ length: clients }, client));
  return answers;
}

async function onSchedule({ perSecond, seed }: Poisson, requests: number, send: Send): Promise<Answer[]> {
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

import { numbered, photo } from "./pictures";
import type { Answer } from "./plan";
import { post } from "./post";

const PHOTOS = 16;
const CLASSIFY = `mutation ($input: ClassifyInput!) { classify(input: $input) {
  ... on Classified { prediction { labels { score label { label } } } } ... on Error { code } } }`;

/** Sends a new photo to be classified; `dueAt` is when that was to happen, on the clock of `performance.now()`. */
type SendPhoto = (index: number, dueAt: number, deadlineMs: number | null) => Promise<Answer>;

/** Photos are made once; after that a request costs the sender some tens of microseconds. */
export async function photoSender(plan: {
  readonly url: string;
  readonly vocabularyId: string;
  readonly firstPicture: number;
}): Promise<SendPhoto> {
  const { url, vocabularyId, firstPicture } = plan;
  const photos = await Promise.all(Array.from({ length: PHOTOS }, (_, i) => photo(i)));
  return async (index, dueAt, deadlineMs) => {
    const base64 = numbered(photos[index % PHOTOS] as Buffer, firstPicture + index).toString("base64");
    const input = { image: { base64 }, vocabularyId, topK: 5, deadlineMs };
    const code = await post(url, JSON.stringify({ query: CLASSIFY, variables: { input } })).then(
      codeOf,
      (error: NodeJS.ErrnoException) => error.code ?? error.message,
    );
    return { code, latencyMs: performance.now() - dueAt };
  };
}

function codeOf(answer: string): string {
  const { data, errors } = JSON.parse(answer) as {
    data?: { classify?: { code?: string } };
    errors?: { extensions?: { code?: string } }[];
  };
  return errors?.[0]?.extensions?.code ?? data?.classify?.code ?? "OK";
}

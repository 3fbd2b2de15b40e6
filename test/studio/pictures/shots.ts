import type { Page } from "playwright-core";
import type { Look } from "../browser/watched-page";
import type { Filling } from "./fill-product";
import type { Product } from "./start-product";

/** A picture of the studio. */
export interface Shot {
  /** Without its ending. */
  readonly file: string;
  readonly look: Look;
  /** Below /studio/. */
  readonly address: (has: Filling) => string;
  /** What is done before the picture is taken. */
  readonly act?: (page: Page, product: Product, has: Filling) => Promise<unknown>;
}

const DESK = { scheme: "light", width: 1280, height: 800 } as const;
const NIGHT = { scheme: "dark", width: 1280, height: 800 } as const;
const PHONE = { scheme: "light", width: 390, height: 844 } as const;

const search = (params: Record<string, string>) => `search?${new URLSearchParams(params)}`;

export const SHOTS: readonly Shot[] = [
  { file: "start", look: DESK, address: () => "" },
  { file: "library", look: DESK, address: () => "library" },
  { file: "library-phone", look: PHONE, address: () => "library" },
  {
    file: "search",
    look: DESK,
    address: () => search({ q: "red star" }),
    act: (page) => page.locator("main img").first().waitFor(),
  },
  {
    file: "image",
    look: DESK,
    address: ({ drawnIds, vocabularyId }) => `images/${drawnIds.at(-1)}?vocabulary=${vocabularyId}`,
    act: (page) => page.locator("tbody tr").first().hover(),
  },
  { file: "vocabulary", look: DESK, address: ({ vocabularyId }) => `vocabularies/${vocabularyId}` },
  { file: "evaluation", look: DESK, address: ({ runIds }) => `evaluations/${runIds[0]}` },
  { file: "comparison", look: DESK, address: ({ comparisonId }) => `comparisons/${comparisonId}` },
  { file: "model", look: DESK, address: ({ modelVersionId }) => `models/${modelVersionId}` },
  { file: "training", look: DESK, address: ({ curvesId }) => `trainings/${curvesId}` },
  { file: "work", look: NIGHT, address: () => "work", act: askForWork },
  {
    file: "batches",
    look: NIGHT,
    address: () => "work?tab=system",
    act: async (page) => {
      const { y } = (await page.getByRole("heading", { name: "Queues and batches" }).boundingBox()) ?? {
        y: 0,
      };
      await page.mouse.move(700, 400);
      await page.mouse.wheel(0, y - 70);
    },
  },
  {
    file: "system",
    look: NIGHT,
    address: () => "work?tab=system",
    act: (page) => page.waitForTimeout(20_000),
  },
];

/** Something to be under way while the picture is taken: as many predictions as take a while. */
async function askForWork(page: Page, product: Product, { drawnIds, vocabularyId, benchmarkSetId }: Filling) {
  const imageIds = Array.from({ length: 9_000 }, (_, index) => drawnIds[index % drawnIds.length]);
  await product.query(
    `mutation ($labels: PredictInput!, $run: RunEvaluationInput!) {
       predict(input: $labels) { __typename } runEvaluation(input: $run) { __typename } }`,
    { labels: { imageIds, vocabularyId }, run: { benchmarkSetId } },
  );
  await page.getByRole("article").first().getByText("left").waitFor();
}

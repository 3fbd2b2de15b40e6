import { eventually } from "../eventually";
import { collect, connect, post } from "../services/test-service";

// biome-ignore lint/suspicious/noExplicitAny: facts are of the shape of their queries
type Anything = any;

/** The ids of work that was under way when the installation was killed. */
interface UnderWay {
  readonly batch: string;
  readonly standInBatch: string;
  readonly run: string;
  readonly training: string;
}

/** The ids of what is stored that no list gives, and of what two runs are compared and asked about. */
export interface Landmarks {
  readonly classified: readonly string[];
  readonly comparedRuns: readonly [string, string];
  readonly model: string;
  readonly vocabulary: string;
  readonly underWay: UnderWay;
}

const PREDICTION =
  "id state finishedAt error { code message } image { id } labels { score label { position } }";
const WORK = "id state sequence errorMessage createdAt startedAt finishedAt";
const RECIPE = "recipe { name batch epochs learningRate validationShare }";
const TRAINING_REPORT =
  "report { images labels validatedImages bestEpoch bestF1At5 validations { epoch f1At5 } }";

/**
 * Everything that lists give, under the names that clients had at a32eba8. Where a later schema names a field
 * otherwise, it gets its old name here by an alias, and the recorded facts stay as they are.
 */
const LISTS = {
  images: [
    "images",
    100,
    "id sha256 name mediaType width height sizeBytes createdAt",
    "filter: { addedBy: ANYONE }",
  ],
  wordVectorSets: ["wordVectorSets", 10, "id name dimensions wordCount createdAt"],
  vocabularies: [
    "vocabularies",
    5,
    `id name version vectors { contentHash } dimensions labelCount createdAt wordVectorSet { id }
     labels(first: 100) { edges { node { position label training origin words } } }`,
  ],
  modelVersions: [
    "modelVersions",
    20,
    `id name version active backbone { name contentHash } headHash createdAt standIn { id }
     sizes { featureChannels gridHeight gridWidth globalSize wordSize channelDim heads regionSize topRegions }
     training { set dataHash seed ${RECIPE} ${TRAINING_REPORT} }
     quantization { source calibrationImages: rangeImages measuredImages passes features { median lowest }
       regions { median lowest } topLabels { vocabulary kept firstKept } imagesPerSecond { float32 int8 threads } }`,
  ],
  benchmarkSets: [
    "benchmarkSets",
    1,
    `id name kind format protocol unlisted featureType complete imageCount storedCount contentHash createdAt
     vocabulary { id } items(first: 300) { edges { node { position name present absent unknown
       boxes { label left top right bottom } image { id } } } }`,
  ],
  predictionBatches: [
    "predictionBatches",
    2,
    `${WORK} topK total completed failed modelVersion { id } vocabulary { id }
     predictions(first: 100) { edges { node { ${PREDICTION} } } }`,
  ],
  evaluationRuns: [
    "evaluationRuns",
    20,
    `${WORK} protocol ks resamples total imagesDone imagesPerSecond benchmarkSet { id } modelVersion { id }
     report { images seenLabels unseenLabels warnings sections { section images rankedLabels
       meanAveragePrecision { macro micro supportWeighted classes emptyClasses }
       atK { k macroF1 tiedImages pooled { precision recall f1 } } }
       calibration { slope offset pairs positives reliability { brierScore expectedError } } }`,
  ],
  trainings: [
    "trainings",
    20,
    `${WORK} name seed heads channelDim threads dataHash benchmarkSet { id } modelVersion { id } ${RECIPE}
     progress { phase epoch epochs step steps loss validations { epoch f1At5 } } ${TRAINING_REPORT}`,
  ],
} as const;

const EVENTS = {
  batch: `subscription ($id: ID!) { events: predictionBatchEvents(batchId: $id) {
    sequence state completed failed total createdAt predictions { id } } }`,
  run: `subscription ($id: ID!) { events: evaluationEvents(runId: $id) {
    sequence state imagesDone total createdAt } }`,
  training: `subscription ($id: ID!) { events: trainingEvents(trainingId: $id) {
    sequence state createdAt progress { phase epoch epochs step steps } } }`,
} as const;

/** A running service as its clients see it. */
export interface Installation {
  /** The data of a query; its errors are thrown. */
  ask(query: string, variables?: Record<string, unknown>): Promise<Anything>;
  /** All that a list gives. */
  list(name: keyof typeof LISTS): Promise<Anything[]>;
  /** All predictions of a batch. */
  predictionsOf(batchId: string): Promise<Anything[]>;
  /** All events of ended work, or those until it ends. */
  events(kind: keyof typeof EVENTS, id: string): Promise<Anything[]>;
}

/** A model version as it was when its backbone was a name and a hash. */
const withNamedBackbone = ({ backbone, ...version }: Anything) => ({
  ...{ ...version, backbone: backbone.name, backboneHash: backbone.contentHash },
});

export function installationAt(url: string): Installation {
  const ask: Installation["ask"] = async (query, variables) => {
    const { data, errors } = await post(url, query, variables);
    if (errors) throw new Error(`${JSON.stringify(errors)} of ${query}`);
    return data;
  };
  const pages = async (
    query: string,
    connectionOf: (data: Anything) => Anything,
    variables: Record<string, unknown> = {},
  ) => {
    const nodes: Anything[] = [];
    for (let after: string | null = null; ; ) {
      const { edges, pageInfo } = connectionOf(await ask(query, { ...variables, after }));
      nodes.push(...edges.map(({ node }: Anything) => node));
      if (!pageInfo.hasNextPage) return nodes;
      after = pageInfo.endCursor;
    }
  };
  return {
    ask,
    async list(name) {
      const [field, first, selection, options = ""] = LISTS[name];
      const query = `query ($after: String) { list: ${field}(first: ${first}, after: $after, ${options}) {
        edges { node { ${selection} } } pageInfo { hasNextPage endCursor } } }`;
      const nodes = await pages(query, ({ list }) => list);
      return name === "modelVersions" ? nodes.map(withNamedBackbone) : nodes;
    },
    predictionsOf(id) {
      const query = `query ($id: ID!, $after: String) { batch: predictionBatch(id: $id) {
        predictions(first: 100, after: $after) { edges { node { ${PREDICTION} } } pageInfo { hasNextPage endCursor } } } }`;
      return pages(query, ({ batch }) => batch.predictions, { id });
    },
    async events(kind, id) {
      const socket = connect(url);
      try {
        return (await collect(socket, EVENTS[kind], { id })).map(({ data }) => data.events);
      } finally {
        await socket.dispose();
      }
    },
  };
}

/** What must be the same for ever: all that was stored and complete when the installation was killed. */
export async function readStored(installation: Installation, { classified, underWay }: Landmarks) {
  const trainings = await installation.list("trainings");
  const since = trainings.find(({ id }) => id === underWay.training)?.modelVersion?.id;
  const new_ = new Set<string>([...Object.values(underWay), since]);
  const settled = async (name: keyof typeof LISTS) =>
    (await installation.list(name)).filter(({ id }) => !new_.has(id));
  const ended = {
    batch: await settled("predictionBatches"),
    run: await settled("evaluationRuns"),
    training: await settled("trainings"),
  };
  const eventsOf: Record<string, unknown> = {};
  for (const kind of ["batch", "run", "training"] as const)
    for (const { id } of ended[kind]) eventsOf[id] = await installation.events(kind, id);
  const prediction = `query ($id: ID!) { prediction(id: $id) { ${PREDICTION}
    batch { id } modelVersion { id } vocabulary { id } } }`;
  return {
    images: await settled("images"),
    wordVectorSets: await settled("wordVectorSets"),
    // The hash of labels with their vectors was the vocabulary's own.
    vocabularies: (await settled("vocabularies")).map(({ vectors, ...vocabulary }) => ({
      ...vocabulary,
      contentHash: vectors[0].contentHash,
    })),
    modelVersions: await settled("modelVersions"),
    // Words of a set that are enums now were given as they are stored.
    benchmarkSets: (await settled("benchmarkSets")).map((set) => ({
      ...set,
      ...{ format: asStored(set.format), protocol: asStored(set.protocol) },
    })),
    ...{ predictionBatches: ended.batch, evaluationRuns: ended.run, trainings: ended.training },
    events: eventsOf,
    classified: await Promise.all(classified.map((id) => installation.ask(prediction, { id }))),
  };
}

/** What is computed when it is asked for, from what is stored. */
export async function readComputed(
  { ask }: Installation,
  { classified, comparedRuns: [first, second], model, vocabulary }: Landmarks,
) {
  const difference = "first second difference standardError p";
  // Was a query that answered with the sections.
  const comparison = await eventually("the runs are compared", async () => {
    const { compared } = await ask(
      `mutation ($first: ID!, $second: ID!) { compared: compareEvaluationRuns(input: { first: $first, second: $second }) {
         ... on AcceptedEvaluationComparison { comparison { sections {
           section macro { ${difference} } atK { k f1 { ${difference} } }
           labels(first: 10) { edges { node { ${difference} adjustedP label { label } } } } } } } } }`,
      { first, second },
    );
    return compared.comparison.sections;
  });
  const { prediction } = await ask(
    `query ($id: ID!) { prediction(id: $id) { labels { label { label }
       regions { scores peak boxes { left top right bottom score } } } } }`,
    { id: classified[0] },
  );
  const { modelVersion } = await ask(
    `query ($model: ID!, $vocabulary: ID!) { modelVersion(id: $model) { calibration(vocabularyId: $vocabulary) {
       slope offset pairs positives cutOffs(first: 20, probability: 0.5) { edges { node { score isOwn } } } } } }`,
    { model, vocabulary },
  );
  return { comparison, regions: prediction.labels, calibration: modelVersion.calibration };
}

/** What became of the work that was under way, once it has ended. */
export async function readContinued(
  { ask, list, events, predictionsOf }: Installation,
  { underWay, classified }: Landmarks,
) {
  const one = async (name: keyof typeof LISTS, id: string) =>
    (await list(name)).find((node) => node.id === id);
  const batch = async (id: string) => ({
    ...(await one("predictionBatches", id)),
    predictions: await predictionsOf(id),
    events: await events("batch", id),
  });
  const training = await one("trainings", underWay.training);
  const { prediction } = await ask(
    "query ($id: ID!) { prediction(id: $id) { image { id } vocabulary { id } labels { label { label } } } }",
    { id: classified[0] },
  );
  const { regions } = await ask(
    `query ($image: ID!, $vocabulary: ID!, $model: ID!, $labels: [String!]!) {
       regions(imageId: $image, vocabularyId: $vocabulary, modelVersionId: $model, labels: $labels) { scores } }`,
    {
      image: prediction.image.id,
      vocabulary: prediction.vocabulary.id,
      model: training.modelVersion.id,
      labels: prediction.labels.map(({ label }: Anything) => label.label),
    },
  );
  return {
    batch: await batch(underWay.batch),
    standInBatch: await batch(underWay.standInBatch),
    run: { ...(await one("evaluationRuns", underWay.run)), events: await events("run", underWay.run) },
    training: { ...training, regions, events: await events("training", underWay.training) },
  };
}

const asStored = (word: string) => word.toLowerCase().replaceAll("_", "-");

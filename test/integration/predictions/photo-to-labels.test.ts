import sharp from "sharp";
import { addPicture, createVocabulary, predict } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

describe("from a photo to labels and regions", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it("a picture is stored, a vocabulary made, a prediction reported to a subscriber, and its place shown", async () => {
    const png = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#c04020" } })
      .png()
      .toBuffer();
    const added = await service.query(
      `mutation ($base64: String!) { addImages(input: { images: [{ source: { base64: $base64 }, name: "red" }] }) {
        __typename ... on AddedImages { results { __typename ... on AddedImage { alreadyStored image { id width height } } } } } }`,
      { base64: png.toString("base64") },
    );
    expect(added.errors).toBeUndefined();
    const [{ image, alreadyStored }] = added.data.addImages.results;
    expect({ ...image, alreadyStored }).toMatchObject({ width: 60, height: 40, alreadyStored: false });

    const sets = await service.query(
      "{ wordVectorSets(first: 1) { edges { node { id name dimensions } } } }",
    );
    const set = sets.data.wordVectorSets.edges[0].node;
    const created = await service.query(
      `mutation ($input: CreateVocabularyInput!) { createVocabulary(input: $input) {
        __typename ... on Error { message } ... on CreatedVocabulary { vocabulary { id labelCount version labels(first: 5) { edges { node { label origin words } } } } } } }`,
      {
        input: {
          name: "few",
          wordVectorSetId: set.id,
          labels: [{ label: "hot dog" }, { label: "cat" }, { label: "dog" }],
        },
      },
    );
    expect(created.errors).toBeUndefined();
    const { vocabulary } = created.data.createVocabulary;
    expect(vocabulary.labelCount).toBe(3);

    const predicted = await service.query(
      `mutation ($input: PredictInput!) { predict(input: $input) { __typename ... on Error { message }
        ... on AcceptedPredictionBatch { batch { id state total } } } }`,
      { input: { imageIds: [image.id], vocabularyId: vocabulary.id, topK: 2 } },
    );
    expect(predicted.errors).toBeUndefined();
    const { batch } = predicted.data.predict;
    const events = await service.collect(
      `subscription ($id: ID!) { predictionBatchEvents(batchId: $id) { sequence state completed total predictions { id } } }`,
      { id: batch.id },
    );
    expect(events.at(-1)?.data.predictionBatchEvents).toMatchObject({
      state: "COMPLETED",
      completed: 1,
      total: 1,
    });
    expect(events.map((event) => event.data.predictionBatchEvents.sequence)).toEqual(
      events.map((_, index) => index + 1),
    );

    const answer = await service.query(
      `query ($id: ID!) { predictionBatch(id: $id) { state ndjsonUrl csvUrl predictions(first: 10) { edges { node { state image { name }
        labels { rank score label { label } regions { peak scores boxes { left top right bottom score } heatMapUrl } } } } } } }`,
      { id: batch.id },
    );
    expect(answer.errors).toBeUndefined();
    const [{ node }] = answer.data.predictionBatch.predictions.edges;
    expect(node.labels).toHaveLength(2);
    expect(node.labels[0].regions.scores).toHaveLength(4);
    const heatMap = await fetch(node.labels[0].regions.heatMapUrl);
    expect(heatMap.headers.get("content-type")).toBe("image/png");
    const csv = await (await fetch(answer.data.predictionBatch.csvUrl)).text();
    expect(csv.trim().split("\r\n")).toHaveLength(3);
  });

  it("the regions of up to 1,000 labels are shown in a query, or in an event of a subscription", async () => {
    const vocabularyId = await createVocabulary(service);
    const imageIds = new Array<string>(70).fill(await addPicture(service, 1));
    const { batch } = await predict(service, { imageIds, vocabularyId });
    const labels = new Array<string>(15).fill("cat"); // 960 maps in an event of 64 predictions, the most that one has
    const events = await service.collect(
      `subscription ($id: ID!, $labels: [String!]!) {
         predictionBatchEvents(batchId: $id) { predictions { regions(labels: $labels) { peak } } } }`,
      { id: batch.id, labels },
    );
    expect(events.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    const { errors } = await service.query(
      `query ($id: ID!, $labels: [String!]!) {
         predictionBatch(id: $id) { predictions(first: 70) { edges { node { regions(labels: $labels) { peak } } } } } }`,
      { id: batch.id, labels },
    );
    expect(errors?.[0]).toMatchObject({ extensions: { code: "INVALID_INPUT" } });
    expect(errors?.[0]?.message).toContain("the regions of at most 1000 labels");
  });
});

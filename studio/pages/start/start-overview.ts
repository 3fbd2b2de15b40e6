import { graphql } from "../../api/graphql";
import { ThumbnailImage } from "../../parts/thumbnail";
import { WorkInProgress } from "../../parts/work-progress";
import { OfferedModel } from "./offered-model";

/** All that the page shows. */
export const StartOverview = graphql(
  `
  query Start {
    runtime { version executionProvider { inUse } }
    activeModelVersion { id name version }
    ownImages: images(first: 1, filter: { addedBy: PERSON }) { totalCount }
    setImages: images(first: 1, filter: { addedBy: IMPORT }) { totalCount }
    latestImages: images(first: 12, filter: { addedBy: PERSON }) {
      edges { node { id ...ThumbnailImage } }
    }
    vocabularies(first: 1) { totalCount }
    modelVersions(first: 1) { totalCount }
    benchmarkSets(first: 1) { totalCount }
    evaluationRuns(first: 1) { totalCount }
    predictionBatches(first: 1) { totalCount }
    underWay: work(first: 4, filter: { state: [QUEUED, RUNNING] }) {
      totalCount
      edges { node { __typename id kind ...WorkInProgress } }
    }
    catalogue {
      hint
      entries { catalogueId kind modelVersion { id } ...OfferedModel }
    }
  }
`,
  [ThumbnailImage, WorkInProgress, OfferedModel],
);

import type { FirstQuery } from "./first-query";

/** Tabs 8 to 13: many pictures at once, and how well the model does. */
export const batchQueries: readonly FirstQuery[] = [
  {
    query: `# 8. Predict: answers at once with a batch, which is
#    completed whatever happens.
mutation Predict($input: PredictInput!) {
  predict(input: $input) {
    ... on AcceptedPredictionBatch {
      batch { id state total ndjsonUrl csvUrl }
    }
    ... on Error { code message }
  }
}
`,
    variables: `{
  "input": {
    "imageIds": ["the id of an image"],
    "vocabularyId": "the id of a vocabulary",
    "topK": 3
  }
}`,
  },
  {
    query: `# 9. Watch a batch: what you missed comes first, and it
#    ends with the batch.
subscription Watch($batchId: ID!) {
  predictionBatchEvents(batchId: $batchId) {
    sequence state done failed total
    predictions {
      image { name }
      labels { rank score label { label } }
    }
  }
}
`,
    variables: `{ "batchId": "the id of a batch" }`,
  },
  {
    query: `# 10. Look: where in the picture each label is. Open a
#    heatMapUrl in a new tab.
query Regions($batchId: ID!) {
  predictionBatch(id: $batchId) {
    predictions(first: 5) {
      edges {
        node {
          image { name url }
          labels {
            rank score label { label }
            regions {
              boxes { left top right bottom score }
              heatMapUrl
            }
          }
        }
      }
    }
  }
}
`,
    variables: `{ "batchId": "the id of a batch" }`,
  },
  {
    query: `# 11. Evaluate: how well the active model does on a
#    benchmark set (its id is in the first tab).
mutation Evaluate($input: RunEvaluationInput!) {
  runEvaluation(input: $input) {
    ... on AcceptedEvaluationRun { run { id state total } }
    ... on Error { code message }
  }
}
`,
    variables: `{
  "input": {
    "benchmarkSetId": "the id of a benchmark set",
    "ks": [3]
  }
}`,
  },
  {
    query: `# 12. Progress of an evaluation, to its end.
subscription Progress($runId: ID!) {
  evaluationEvents(runId: $runId) {
    sequence state phase done total secondsLeft
  }
}
`,
    variables: `{ "runId": "the id of an evaluation run" }`,
  },
  {
    query: `# 13. Report: what was measured, the worst labels, and
#     pictures of it. Open the URLs in new tabs.
query Report($runId: ID!) {
  evaluationRun(id: $runId) {
    state reportUrl
    report {
      sections {
        section images rankedLabels
        meanAveragePrecision { macro micro }
        intervals { macro { low high } }
        atK { k pooled { precision recall f1 } }
        precisionRecallUrl histogramUrl apPerClassUrl
      }
      worstLabels(section: ZSL, first: 5) {
        label { label } averagePrecision support
        precisionRecallUrl
      }
    }
  }
}
`,
    variables: `{ "runId": "the id of an evaluation run" }`,
  },
];

/** A meadow under the sun, 48 pixels square, so that the first mutation has something to send. */
const meadow =
  "iVBORw0KGgoAAAANSUhEUgAAADAAAAAwCAMAAABg3Am1AAAACVBMVEVuqub/3FpGjDyMAFd/AAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAO0lEQVRIx+3SsRUAIAjEUM79h7bQAUzhgyKp+Q1QZQ3lBMefSQIFBQkUAr7XL5fGv8S/1W4LJhAIRoMNMuwIQkrrxWcAAAAASUVORK5CYII=";

const variables = (values: unknown) => JSON.stringify(values, null, 2);

/** The tabs of a first visit, in the order in which a person needs them. */
export const firstQueries: { query: string; variables?: string }[] = [
  {
    query: `# Welcome to Regionary. The pink button, or Ctrl-Enter,
# runs a query. The tabs lead from a photo to its labels,
# one step each; the book at the left describes all.
#
# 1. What is here, and what it runs on.
#    No active model yet? Import one:
#    npx regionary models import --help
query Overview {
  activeModelVersion { id name version }
  runtime {
    executionProvider { inUse reason }
    imagesEncoded
    regionCacheHits
  }
  wordVectorSets(first: 10) {
    edges { node { id name wordCount } }
  }
  vocabularies(first: 10) {
    edges { node { id name version labelCount } }
  }
  images(first: 10) {
    edges { node { id name width height url } }
  }
}
`,
  },
  {
    query: `# 2. Add pictures: here one of 48 pixels, in base64.
#    A folder of photos: npx regionary images add DIR
mutation AddImages($input: AddImagesInput!) {
  addImages(input: $input) {
    ... on AddedImages {
      results {
        ... on AddedImage {
          alreadyStored
          image { id name width height url }
        }
        ... on Error { code message }
      }
    }
    ... on Error { code message }
  }
}
`,
    variables: variables({ input: { images: [{ name: "meadow", source: { base64: meadow } }] } }),
  },
  {
    query: `# 3. Say which labels to look for: any words.
#    Their vectors come from an imported set, whose id
#    the first tab lists. None yet?
#    npx regionary vectors import --help
mutation CreateVocabulary($input: CreateVocabularyInput!) {
  createVocabulary(input: $input) {
    ... on CreatedVocabulary {
      vocabulary {
        id
        labels(first: 10) {
          edges { node { label origin words } }
        }
      }
    }
    ... on InvalidVocabularyError {
      problems { label reason nearest }
    }
    ... on Error { code message }
  }
}
`,
    variables: variables({
      input: {
        name: "landscape",
        wordVectorSetId: "",
        labels: ["sun", "sky", "grass", "water", "people"].map((label) => ({ label })),
      },
    }),
  },
  {
    query: `# 4. Label images. The answer comes at once; the work is
#    a batch that is completed whatever happens.
#    The ids are in the first tab.
mutation Predict($input: PredictInput!) {
  predict(input: $input) {
    ... on AcceptedPredictionBatch {
      batch { id state total }
    }
    ... on Error { code message }
  }
}
`,
    variables: variables({ input: { imageIds: [""], vocabularyId: "", topK: 5 } }),
  },
  {
    query: `# 5. Watch a batch, from its first event to its last,
#    also when it has ended long ago. The id is in tab 4.
subscription Watch($batchId: ID!) {
  predictionBatchEvents(batchId: $batchId) {
    sequence
    state
    completed
    total
    predictions {
      image { name }
      labels { rank score label { label } }
    }
  }
}
`,
    variables: variables({ batchId: "" }),
  },
  {
    query: `# 6. Where in the picture? Boxes in its pixels,
#    and a heat map to look at.
query Where($batchId: ID!) {
  predictionBatch(id: $batchId) {
    state
    ndjsonUrl
    predictions(first: 10) {
      edges {
        node {
          image { name url }
          labels {
            score
            label { label }
            regions {
              peak
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
    variables: variables({ batchId: "" }),
  },
];

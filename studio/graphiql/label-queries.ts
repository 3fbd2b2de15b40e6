import type { FirstQuery } from "./first-query";

/** Tabs 1 to 6: pictures, words, and what is where. */
export const labelQueries: readonly FirstQuery[] = [
  {
    query: `# Welcome to Regionary. The pink button (or Ctrl-Enter)
# runs a query; the tabs above lead from a photo to its
# labels, one step each, and to how well that went.
#
# 1. What is here: the model that answers, what it runs
#    on, and what is stored. A new installation has a
#    small model, two vocabularies and a benchmark set.
query Overview {
  activeModelVersion { id name version backbone { name } }
  runtime { executionProvider { inUse reason } }
  wordVectorSets(first: 10) {
    edges { node { id name wordCount dimensions } }
  }
  vocabularies(first: 10) {
    edges { node { id name version labelCount } }
  }
  images(first: 10) {
    edges { node { id name width height url } }
  }
  predictionBatches(first: 5) {
    edges { node { id state done total } }
  }
  benchmarkSets(first: 5) {
    edges { node { id name imageCount } }
  }
}
`,
  },
  {
    query: `# 2. Classify: what is on a picture, and where. The ids
#    are in the first tab; open a heatMapUrl in a new tab.
mutation Classify($input: ClassifyInput!) {
  classify(input: $input) {
    ... on Classified {
      prediction {
        image { name url }
        labels {
          rank score label { label training }
          regions {
            boxes { left top right bottom }
            heatMapUrl
          }
        }
      }
    }
    ... on Error { code message }
  }
}
`,
    variables: `{
  "input": {
    "image": { "imageId": "the id of an image" },
    "vocabularyId": "the id of a vocabulary",
    "topK": 3
  }
}`,
  },
  {
    query: `# 3. Add a picture: its file in base64 (a data URL will
#    do). Whole folders: bin/regionary images add DIR
mutation AddImage($image: NewImageInput!) {
  addImages(input: { images: [$image] }) {
    ... on AddedImages {
      results {
        ... on AddedImage {
          alreadyStored
          image { id name width height mediaType }
        }
        ... on Error { code message }
      }
    }
    ... on Error { code message }
  }
}
`,
    variables: `{
  "image": {
    "name": "a red square",
    "source": {
      "base64": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEUlEQVQImWO4YKCAFTEMLQkATmxIAer45+0AAAAASUVORK5CYII="
    }
  }
}`,
  },
  {
    query: `# 4. Make a vocabulary from labels alone. Their vectors
#    are looked up in an imported word-vector set (its id
#    is in the first tab); "origin" says how each was found.
#    No label of the model's training had any of these words.
mutation CreateVocabulary($input: CreateVocabularyInput!) {
  createVocabulary(input: $input) {
    ... on CreatedVocabulary {
      alreadyStored
      vocabulary {
        id name version
        labels(first: 20) {
          edges { node { label origin words } }
        }
      }
    }
    ... on InvalidVocabularyError {
      message
      problems { label reason nearest }
    }
    ... on Error { code message }
  }
}
`,
    variables: `{
  "input": {
    "name": "other words",
    "wordVectorSetId": "the id of a word-vector set",
    "labels": [{ "label": "navy crescent" }, { "label": "violet box" }, { "label": "golden pyramid" }]
  }
}`,
  },
  {
    query: `# 5. Any words: with a model for photos a label is
#    whatever you write, in a vocabulary of labels alone.
#    "prompt" is the text for a label instead of the model's
#    templates, "phrases" are other words for it. Give its
#    id to Classify or Predict.
mutation AnyWords($input: CreateVocabularyInput!) {
  createVocabulary(input: $input) {
    ... on CreatedVocabulary {
      alreadyStored
      vocabulary {
        id name version
        labels(first: 20) {
          edges { node { label prompt phrases } }
        }
      }
    }
    ... on InvalidVocabularyError {
      message
      problems { label reason nearest }
    }
    ... on Error { code message }
  }
}
`,
    variables: `{
  "input": {
    "name": "any words",
    "labels": [
      { "label": "dog in snow" },
      { "label": "indoors", "prompt": "a photo taken inside a building" },
      { "label": "bicycle", "phrases": ["bike", "racing cycle"] }
    ]
  }
}`,
  },
  {
    query: `# 6. Any words at once, without a vocabulary: what of it
#    is on a picture, and where. Write labels of your own;
#    the id of a picture is in the first tab. The answer
#    is not stored.
mutation ClassifyByWords($input: ClassifyInput!) {
  classify(input: $input) {
    ... on ClassifiedText {
      image { name url }
      modelVersion { name version }
      labels {
        rank label score probability
        regions {
          boxes { left top right bottom score }
          heatMapUrl
        }
      }
    }
    ... on InvalidVocabularyError {
      message
      problems { label reason nearest }
    }
    ... on Error { code message }
  }
}
`,
    variables: `{
  "input": {
    "image": { "imageId": "the id of an image" },
    "labels": ["striped square", "blue moon", "purple square", "golden pyramid"],
    "topK": 3
  }
}`,
  },
];

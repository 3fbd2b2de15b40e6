/** The tabs of a first visit, in the order in which a person needs them. */
export const firstQueries: { query: string; variables?: string }[] = [
  {
    query: `# Welcome to Regionary. Press the pink button (or Ctrl-Enter) to run a query;
# the tabs above lead from a photo to its labels, one step each.
#
# 1. What is here: the model that answers, what it runs on, and what is stored.
query Overview {
  activeModel { id name }
  runtime { provider { inUse reason } }
  images(first: 10) { nodes { id name width height } }
  vocabularies(first: 10) { nodes { id name labelCount } }
}
`,
  },
];

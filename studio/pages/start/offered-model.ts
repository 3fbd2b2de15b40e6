import { graphql } from "../../api/graphql";
import { WorkInProgress } from "../../parts/work-progress";

/** A model of the catalogue, and how far it is on its way here. */
export const OfferedModel = graphql(
  `
  fragment OfferedModel on CatalogueEntry {
    catalogueId
    title
    goodAt
    license
    licenseVerified
    page
    downloadBytes
    memoryBytes
    modelVersion { id }
    setup { id state ...WorkInProgress }
  }
`,
  [WorkInProgress],
);

import { graphql } from "../../../api/graphql";

export const QuantizationReport = graphql(`
  fragment QuantizationReport on Quantization {
    source
    rangeImages
    measuredImages
    passes
    processor
    features { median lowest }
    regions { median lowest }
    topLabels { vocabulary kept firstKept }
    imagesPerSecond { float32 int8 threads }
  }
`);

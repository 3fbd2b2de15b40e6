import { graphql } from "../../../api/graphql";

/** The spaces in which a vocabulary's labels have vectors. */
export const LabelSpaces = graphql(`
  fragment LabelSpaces on Vocabulary {
    vectors {
      space { id name kind }
    }
  }
`);

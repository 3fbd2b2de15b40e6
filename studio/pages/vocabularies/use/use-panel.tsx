import { SimpleGrid } from "@mantine/core";
import { useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";
import { IndexCard } from "./index-card";
import { PredictCard } from "./predict-card";

const Images = graphql(`
  query ImagesToLabel {
    activeModelVersion { id name version }
    all: images(first: 1, filter: {}) { totalCount }
    unlabeled: images(first: 1, filter: { hasPrediction: false }) { totalCount }
  }
`);

/** What a vocabulary is good for: labeling images, and searches that know its labels' scores. */
export function UsePanel({ id, name }: { id: string; name: string }) {
  const [{ data }] = useQuery({ query: Images, requestPolicy: "cache-and-network" });
  const model = data?.activeModelVersion;
  const counts = data ? { all: data.all.totalCount, unlabeled: data.unlabeled.totalCount } : null;
  return (
    <>
      {data && !model && <ProblemAlert problem={t("vocabulary.noModel")} />}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <PredictCard id={id} modelName={model?.name ?? null} counts={counts} />
        <IndexCard id={id} name={name} isPossible={Boolean(model)} />
      </SimpleGrid>
    </>
  );
}

import { SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { IconCpu } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "urql";
import { errorText } from "../../api/error-text";
import { graphql } from "../../api/graphql";
import { EmptyState } from "../../parts/empty-state";
import { ProblemAlert } from "../../parts/problem-alert";
import { QueryLink } from "../../parts/query-link";
import { t } from "../../text/text";
import { CalibrationCard } from "./facts/calibration-card";
import { FactsCard, ModelFacts } from "./facts/facts-card";
import { TrainedCard, TrainedModel } from "./facts/trained-card";
import { ModelHead, ModelSummary } from "./model-head";
import { QuantizationReport } from "./quantize/quantization-report";
import { QuantizeCard } from "./quantize/quantize-card";
import { ReportCard } from "./quantize/report-card";

const Model = graphql(
  `
  query ModelPage($id: ID!) {
    modelVersion(id: $id) {
      id
      name
      float32Version { id }
      quantization { ...QuantizationReport }
      training { ...TrainedModel }
      ...ModelSummary
      ...ModelFacts
    }
  }
`,
  [ModelSummary, ModelFacts, QuantizationReport, TrainedModel],
);

const route = getRouteApi("/models/$id");

/** One version of a model: what it is, how it was made, how sure it is, and its 8-bit versions. */
export function ModelPage() {
  const { id } = route.useParams();
  const [{ data, error, fetching }] = useQuery({ query: Model, variables: { id } });
  const model = data?.modelVersion;
  if (!model) {
    if (fetching) return <Skeleton height={400} radius="md" />;
    if (error) return <ProblemAlert problem={errorText(error)} />;
    return <EmptyState icon={IconCpu} title={t("model.goneTitle")} text={t("model.gone")} />;
  }
  return (
    <>
      <ModelHead model={model} queryLink={<QueryLink document={Model} variables={{ id }} />} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" style={{ alignItems: "start" }}>
        <FactsCard model={model} />
        <Stack gap="md">
          {model.quantization && <ReportCard report={model.quantization} />}
          {model.training && <TrainedCard id={id} training={model.training} />}
          <CalibrationCard key={id} id={id} />
          {!model.float32Version && <QuantizeCard id={id} name={model.name} />}
        </Stack>
      </SimpleGrid>
    </>
  );
}

import { Anchor, Select, Skeleton, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { graphql } from "../../../api/graphql";
import { FactList } from "../../../parts/fact-list";
import { countText } from "../../../parts/number-text";
import { ProblemAlert } from "../../../parts/problem-alert";
import { TitledCard } from "../../../parts/titled-card";
import { t } from "../../../text/text";

const Vocabularies = graphql(`
  query VocabulariesToCalibrate {
    vocabularies(first: 100) { edges { node { id name version } } }
  }
`);

const Calibration = graphql(`
  query ModelCalibration($id: ID!, $vocabularyId: ID!) {
    modelVersion(id: $id) {
      id
      calibration(vocabularyId: $vocabularyId) {
        benchmarkSet { id name }
        pairs
        positives
        reliability { expectedError }
      }
    }
  }
`);

const exactPercent = new Intl.NumberFormat(undefined, { style: "percent", maximumSignificantDigits: 2 });

/** Whether scores can be read as probabilities, and on what that rests. */
export function CalibrationCard({ id }: { id: string }) {
  const [{ data }] = useQuery({ query: Vocabularies });
  const vocabularies = data?.vocabularies.edges.map(({ node }) => node) ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const vocabularyId = chosen ?? vocabularies[0]?.id ?? null;
  const [answer] = useQuery({
    query: Calibration,
    variables: { id, vocabularyId: vocabularyId ?? "" },
    pause: vocabularyId === null,
  });
  const calibration = answer.data?.modelVersion?.calibration;
  return (
    <TitledCard title={t("model.calibration")} text={t("model.calibrationText")}>
      {vocabularies.length > 0 && (
        <Select
          label={t("model.calibrationOf")}
          data={vocabularies.map(({ id: of, name, version }) => ({
            value: of,
            label: `${name}, ${t("vocabularies.version", { version }).toLocaleLowerCase()}`,
          }))}
          value={vocabularyId}
          onChange={setChosen}
          allowDeselect={false}
          searchable
        />
      )}
      {answer.fetching && <Skeleton height={84} />}
      <ProblemAlert problem={errorText(answer.error)} />
      {!answer.fetching && calibration === null && (
        <Text size="sm">
          {t("model.uncalibrated")}{" "}
          <Anchor renderRoot={(anchor) => <Link {...anchor} to="/benchmarks" />}>
            {t("model.evaluate")}
          </Anchor>
        </Text>
      )}
      {!answer.fetching && calibration && (
        <FactList
          facts={[
            [t("model.fittedOn"), calibration.benchmarkSet?.name ?? t("training.gone")],
            [
              t("model.examples"),
              t("model.examplesOf", {
                pairs: countText(calibration.pairs),
                positives: countText(calibration.positives),
              }),
            ],
            [
              t("model.calibrationError"),
              calibration.reliability.expectedError === null
                ? null
                : exactPercent.format(calibration.reliability.expectedError),
            ],
          ]}
        />
      )}
    </TitledCard>
  );
}

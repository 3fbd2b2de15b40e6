import { Anchor, Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "urql";
import { type FragmentOf, graphql, readFragment } from "../../api/graphql";
import { problemOf } from "../../api/problem-of";
import { bytesText } from "../../parts/number-text";
import { ProblemAlert } from "../../parts/problem-alert";
import { WorkProgress } from "../../parts/work-progress";
import { t } from "../../text/text";
import { OfferedModel } from "./offered-model";

const SetUpModel = graphql(`
  mutation SetUpModel($catalogueId: String!) {
    setUpModel(input: { catalogueId: $catalogueId, acceptUnverifiedTerms: true }) {
      __typename
      ... on Error { message }
    }
  }
`);

/** One model that can be had: what it is good at, its terms, its size, and a button that gets it. */
export function ModelOffer(props: { model: FragmentOf<typeof OfferedModel>; isAdvised: boolean }) {
  const model = readFragment(OfferedModel, props.model);
  const { catalogueId, title, goodAt, license, licenseVerified, page, setup } = model;
  const [answer, setUp] = useMutation(SetUpModel);
  const hasBegun = setup !== null && setup.state !== "COMPLETED";
  const sizes = [
    model.downloadBytes !== null && t("start.photoDownload", { size: bytesText(model.downloadBytes) }),
    model.memoryBytes !== null && t("start.photoMemory", { size: bytesText(model.memoryBytes) }),
  ];
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} flex={1} miw={240}>
          <Group gap="xs">
            <Text fw={600}>{title}</Text>
            {props.isAdvised && <Badge variant="light">{t("start.photoAdvised")}</Badge>}
          </Group>
          <Text size="sm">{goodAt.charAt(0).toUpperCase() + goodAt.slice(1)}.</Text>
          <Text size="sm" c="dimmed">
            {sizes.filter(Boolean).join(" · ")}
            {" · "}
            {t("start.photoTerms", { license })}
            {" · "}
            <Anchor href={page} target="_blank" rel="noreferrer" inherit underline="always">
              {t("start.photoPage")}
            </Anchor>
          </Text>
          {!licenseVerified && !hasBegun && (
            <Text size="sm" c="dimmed">
              {t("start.photoUnverified")}
            </Text>
          )}
        </Stack>
        {!hasBegun && (
          <Button
            variant={props.isAdvised ? "filled" : "default"}
            loading={answer.fetching}
            onClick={() => setUp({ catalogueId })}
          >
            {t(licenseVerified ? "start.photoGet" : "start.photoGetUnverified")}
          </Button>
        )}
      </Group>
      {hasBegun && <WorkProgress work={setup} />}
      {hasBegun && setup.state === "RUNNING" && (
        <Text size="sm" c="dimmed">
          {t("start.photoGoesOn")}
        </Text>
      )}
      <ProblemAlert problem={problemOf(answer.data?.setUpModel) ?? answer.error?.message} />
    </Stack>
  );
}

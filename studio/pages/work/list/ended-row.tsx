import { Badge, Box, Button, Group, Table, Text } from "@mantine/core";
import { useMutation } from "urql";
import { errorText } from "../../../api/error-text";
import { graphql } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import { Moment } from "../../../parts/moment";
import { durationText } from "../../../parts/number-text";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";
import { DeleteWork } from "./delete-work";
import { KindIcon } from "./kind-icon";
import { OpenResult } from "./open-result";
import type { WorkEntry } from "./work-entry";
import { workSubject, workTitle } from "./work-title";

const ResumeEnded = graphql(`
  mutation ResumeEnded($id: ID!) {
    resumeWork(input: { id: $id }) {
      __typename
      ... on ResumedWork { work { id state sequence } }
      ... on Error { message }
    }
  }
`);

const COLORS = {
  COMPLETED: "teal",
  FAILED: "red",
  CANCELLED: "gray",
  QUEUED: "gray",
  RUNNING: "cyan",
} as const;

/** Work that has ended, why if it failed, and what can be done. */
export function EndedRow({ work }: { work: WorkEntry }) {
  const { id, kind, state, host, failed, startedAt, finishedAt, errorMessage, insteadOfResuming } = work;
  const [resumed, resume] = useMutation(ResumeEnded);
  const canResume = state !== "COMPLETED" && insteadOfResuming === null;
  const tookSeconds =
    startedAt && finishedAt ? (Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000 : null;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <KindIcon kind={kind} />
          <Box miw={0}>
            <Text size="sm" fw={600}>
              {workTitle(work)}
            </Text>
            <Text size="sm" c="dimmed">
              {[workSubject(work), host && t("work.onHost", { host })].filter(Boolean).join(" · ")}
            </Text>
            {failed > 0 && (
              <Text size="sm" c="var(--mantine-color-error)">
                {t("parts.failed", { count: failed })}
              </Text>
            )}
            {errorMessage && (
              <Text size="sm" c="var(--mantine-color-error)" mt={4}>
                {errorMessage}
              </Text>
            )}
            {state === "FAILED" && insteadOfResuming && (
              <Text size="sm" mt={4}>
                {insteadOfResuming}
              </Text>
            )}
            <ProblemAlert problem={errorText(resumed.error) ?? problemOf(resumed.data?.resumeWork)} />
          </Box>
        </Group>
      </Table.Td>
      <Table.Td>
        <Badge color={COLORS[state]} variant="dot" miw="max-content">
          {t(`parts.state.${state}`)}
        </Badge>
      </Table.Td>
      <Table.Td>
        <Text size="sm" style={{ whiteSpace: "nowrap" }}>
          {finishedAt && <Moment at={finishedAt} />}
        </Text>
        {tookSeconds !== null && (
          <Text size="sm" c="dimmed">
            {tookSeconds < 1 ? t("work.tookLittle") : t("work.took", { time: durationText(tookSeconds) })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <OpenResult work={work} />
          {canResume && (
            <Button
              size="compact-sm"
              variant="default"
              loading={resumed.fetching}
              onClick={() => resume({ id })}
            >
              {t("parts.resume")}
            </Button>
          )}
          <DeleteWork work={work} />
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

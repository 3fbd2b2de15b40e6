import { ActionIcon, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import { useMutation } from "urql";
import { errorText } from "../../../api/error-text";
import { graphql } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";
import type { WorkEntry } from "./work-entry";
import { workTitle } from "./work-title";

const DeleteOneWork = graphql(`
  mutation DeleteOneWork($id: ID!) {
    deleteWork(input: { id: $id }) {
      __typename
      ... on Error { message }
    }
  }
`);

/** Deletes some work once a person has read what goes with it. */
export function DeleteWork({ work }: { work: WorkEntry }) {
  const [isAsking, { open, close }] = useDisclosure(false);
  const [{ data, error, fetching }, remove] = useMutation(DeleteOneWork);
  const title = workTitle(work);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        aria-label={t("work.delete", { title })}
        title={t("work.deleteShort")}
        onClick={open}
      >
        <IconTrash size={17} aria-hidden />
      </ActionIcon>
      <Modal opened={isAsking} onClose={close} title={t("work.deleteTitle")} centered>
        <Stack gap="md">
          <Text>{t("work.deleteText", { title })}</Text>
          <Text c="dimmed" size="sm">
            {t(`work.deletes.${work.kind}`)}
          </Text>
          <ProblemAlert problem={errorText(error) ?? problemOf(data?.deleteWork)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              {t("work.keep")}
            </Button>
            <Button color="red" loading={fetching} onClick={() => remove({ id: work.id })}>
              {t("work.deleteShort")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

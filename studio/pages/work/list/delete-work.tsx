import { ActionIcon } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import { useMutation } from "urql";
import { errorText } from "../../../api/error-text";
import { graphql } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import { DeleteDialog } from "../../../parts/delete-dialog";
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
        title={t("parts.delete")}
        onClick={open}
      >
        <IconTrash size={17} aria-hidden />
      </ActionIcon>
      <DeleteDialog
        isOpen={isAsking}
        title={t("work.deleteTitle")}
        text={`${t("work.deleteText", { title })} ${t(`work.deletes.${work.kind}`)}`}
        uses={[]}
        problem={errorText(error) ?? problemOf(data?.deleteWork)}
        isDeleting={fetching}
        onClose={close}
        onDelete={() => void remove({ id: work.id })}
      />
    </>
  );
}

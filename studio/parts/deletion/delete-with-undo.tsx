import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { Client } from "@urql/core";
import { t } from "../../text/text";
import { DeleteImages } from "./delete-document";
import { addDeletion, currentDeletions, type PendingDeletion, removeDeletion } from "./pending-deletions";

const UNDO_MS = 10_000;

/** Deletes images, 10 seconds from now or when the page is left, unless somebody takes it back. */
export function deleteWithUndo(client: Client, deletion: PendingDeletion): void {
  const { count } = deletion;
  addDeletion(deletion);
  const focused = document.activeElement;
  const timer = window.setTimeout(async () => {
    notifications.hide(id);
    if (!currentDeletions().includes(deletion)) return; // it was sent when the page was left
    await send(client, deletion);
    removeDeletion(deletion); // not before, or the images would seem to be back
  }, UNDO_MS);
  const undo = () => {
    clearTimeout(timer);
    removeDeletion(deletion);
    notifications.hide(id);
    if (focused instanceof HTMLElement) focused.focus(); // the button is gone
  };
  const id = notifications.show({
    autoClose: false,
    withCloseButton: false,
    role: "status",
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{t("deletion.soon", { count })}</Text>
        <Button size="compact-sm" variant="default" onClick={undo}>
          {t("deletion.undo")}
        </Button>
      </Group>
    ),
  });
}

async function send(client: Client, deletion: PendingDeletion): Promise<void> {
  const { data, error } = await client.mutation(DeleteImages, { input: deletion.chosen });
  const result = data?.deleteImages;
  if (result?.__typename === "DeletedImages") {
    const { deletedCount, inUseCount, usedBy } = result;
    const names = new Intl.ListFormat("en").format(usedBy.map(({ name }) => name));
    const kept = inUseCount > 0 ? ` ${t("deletion.kept", { count: inUseCount, names })}` : "";
    notifications.show({
      color: inUseCount > 0 ? "yellow" : undefined,
      autoClose: inUseCount > 0 ? false : undefined,
      message: t("deletion.done", { count: deletedCount }) + kept,
    });
    return;
  }
  const id = notifications.show({
    color: "red",
    autoClose: false,
    role: "alert",
    title: t("deletion.failed", { count: deletion.count }),
    message: (
      <>
        <Text size="sm">{result?.message ?? error?.graphQLErrors[0]?.message ?? error?.message}</Text>
        <Button
          mt="xs"
          size="compact-sm"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            void send(client, deletion);
          }}
        >
          {t("deletion.again")}
        </Button>
      </>
    ),
  });
}

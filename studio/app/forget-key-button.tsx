import { ActionIcon, Tooltip } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { accessKey, forgetAccessKey } from "../api/access-key";
import { t } from "../text/text";

/** Where a key was given: leaves nothing of it, and nothing of what it opened, on this computer. */
export function ForgetKeyButton() {
  if (accessKey() === null) return null;
  const forget = () => {
    forgetAccessKey();
    window.location.reload(); // what was read is gone too
  };
  return (
    <Tooltip label={t("key.forget")}>
      <ActionIcon variant="default" size="lg" aria-label={t("key.forget")} onClick={forget}>
        <IconLock size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

import { Text } from "@mantine/core";
import { IconPhotoPlus } from "@tabler/icons-react";
import { useDropzone } from "react-dropzone";
import { useClient } from "urql";
import { t } from "../../text/text";
import classes from "./drop-area.module.css";
import { givenFile } from "./dropped-files";
import { addUploads } from "./upload-queue";

/** What lies over the page while files are held over it, and takes them. */
export function DropSheet({ onEnd }: { onEnd: () => void }) {
  const client = useClient();
  const { getRootProps } = useDropzone({
    onDrop: (files) => {
      addUploads(client, files.map(givenFile));
      onEnd();
    },
    onDragLeave: onEnd,
    noClick: true,
    noKeyboard: true,
  });
  return (
    // A pointer moves again once nothing is held: a drag that was called off may end without a word.
    <div {...getRootProps({ className: classes.over, role: undefined, onPointerMove: onEnd })}>
      <div className={classes.sheet}>
        <IconPhotoPlus size={48} stroke={1.5} aria-hidden />
        <Text size="lg" fw={600}>
          {t("upload.drop")}
        </Text>
        <Text c="dimmed">{t("upload.dropHint")}</Text>
      </div>
    </div>
  );
}

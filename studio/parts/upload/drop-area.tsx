import { Text } from "@mantine/core";
import { IconPhotoPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useDropzone } from "react-dropzone";
import { useClient } from "urql";
import { t } from "../../text/text";
import classes from "./drop-area.module.css";
import { givenFile } from "./dropped-files";
import { addUploads } from "./upload-queue";

/** A page on which photos and folders can be dropped: they are stored. */
export function DropArea({ children }: { children: ReactNode }) {
  const client = useClient();
  const { getRootProps, isDragActive } = useDropzone({
    onDrop: (files) => addUploads(client, files.map(givenFile)),
    noClick: true,
    noKeyboard: true,
  });
  return (
    <div {...getRootProps({ className: classes.area, role: undefined })}>
      {children}
      {isDragActive && (
        <div className={classes.over}>
          <div className={classes.sheet}>
            <IconPhotoPlus size={48} stroke={1.5} aria-hidden />
            <Text size="lg" fw={600}>
              {t("upload.drop")}
            </Text>
            <Text c="dimmed">{t("upload.dropHint")}</Text>
          </div>
        </div>
      )}
    </div>
  );
}

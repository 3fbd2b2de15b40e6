import { Button, type ButtonProps, Menu } from "@mantine/core";
import { IconFolder, IconPhoto, IconPhotoPlus } from "@tabler/icons-react";
import { useRef } from "react";
import { useClient } from "urql";
import { t } from "../../text/text";
import { givenFile } from "./dropped-files";
import { addUploads } from "./upload-queue";

/** Chooses photos, or a folder of them, which are stored. */
export function AddPhotosButton(props: ButtonProps) {
  const client = useClient();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const add = ({ target }: { target: HTMLInputElement }) => {
    addUploads(client, Array.from(target.files ?? [], givenFile));
    target.value = ""; // so that the same can be chosen again
  };
  const hidden = { type: "file", multiple: true, hidden: true, onChange: add, "aria-hidden": true } as const;
  return (
    <>
      <input ref={files} {...hidden} accept="image/*,.heic,.heif,.avif" data-upload="files" />
      <input ref={folder} {...hidden} {...{ webkitdirectory: "" }} data-upload="folder" />
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button leftSection={<IconPhotoPlus size={18} aria-hidden />} {...props}>
            {t("upload.add")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPhoto size={16} />} onClick={() => files.current?.click()}>
            {t("upload.files")}
          </Menu.Item>
          <Menu.Item leftSection={<IconFolder size={16} />} onClick={() => folder.current?.click()}>
            {t("upload.folder")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

import { Card, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconPhotoPlus } from "@tabler/icons-react";
import { AddPhotosButton } from "../../parts/upload/add-photos-button";
import { t } from "../../text/text";

/** Says that photos can be dropped, and lets one choose them. */
export function AddPhotos() {
  return (
    <Card withBorder component="section" aria-labelledby="add-photos" h="100%">
      <Stack align="center" justify="center" gap="sm" py="lg" ta="center" h="100%">
        <ThemeIcon size={56} radius="xl" variant="light">
          <IconPhotoPlus size={30} stroke={1.5} aria-hidden />
        </ThemeIcon>
        <Title order={2} id="add-photos">
          {t("start.dropTitle")}
        </Title>
        <Text c="dimmed">{t("start.dropText")}</Text>
        <AddPhotosButton />
      </Stack>
    </Card>
  );
}

import { Skeleton, Stack } from "@mantine/core";
import { Caches } from "./caches";
import { Figures } from "./figures";
import { Hosts } from "./hosts";
import { Lanes } from "./lanes";
import { LoadedModels } from "./loaded-models";
import { Queues } from "./queues";
import { useRuntime } from "./use-runtime";

/** What the service runs on and what it does there, live. */
export function System() {
  const readings = useRuntime();
  const now = readings.at(-1);
  if (!now) return <Skeleton height={480} radius="md" />;
  return (
    <Stack gap="xl">
      <Figures readings={readings} />
      <Lanes readings={readings} />
      <Queues readings={readings} />
      <LoadedModels models={now.loadedModels} />
      <Caches caches={now.caches} />
      <Hosts />
    </Stack>
  );
}

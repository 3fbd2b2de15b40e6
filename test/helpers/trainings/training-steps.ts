import { eventually } from "../eventually";
import { mutate } from "../services/service-steps";
import type { TestService } from "../services/test-service";

type Client = Pick<TestService, "query">;

const FIELDS = `id state sequence errorMessage dataHash recipe { name batch epochs } progress { phase step steps }
  report { images labels validatedImages bestEpoch validations { epoch f1At5 } } modelVersion { id name version
  active headHash training { set dataHash seed recipe { name } report { bestF1At5 } } }`;

/** A recipe of some seconds for the tiny model, on one thread. */
export const tinyTraining = {
  name: "trained",
  recipe: "GENERAL",
  batch: 4,
  epochs: 20,
  learningRate: 0.01,
  heads: 2,
  channelDim: 8,
  threads: 1,
};

/** The id of the newest backbone of a name. */
export async function backboneId(service: Client, name: string): Promise<string> {
  const query = "query ($name: String!) { backboneByName(name: $name) { id } }";
  return (await service.query(query, { name })).data.backboneByName.id;
}

/** Asks for a training, on the tiny model's backbone unless another is named, and gives what came of it. */
export async function askToTrain(service: Client, input: Record<string, unknown>) {
  return mutate(
    service,
    "trainModel",
    { ...tinyTraining, backboneId: input.backboneId ?? (await backboneId(service, "tiny")), ...input },
    `... on AcceptedTraining { training { ${FIELDS} } }`,
  );
}

/** The training as it is now. */
export async function readTraining(service: Client, id: string) {
  const { data } = await service.query(`query ($id: ID!) { training(id: $id) { ${FIELDS} } }`, { id });
  return data.training;
}

/** The training once it has ended. */
export function endedTraining(service: Client, id: string) {
  return eventually(
    `training ${id} has ended`,
    async () => {
      const training = await readTraining(service, id);
      return /COMPLETED|FAILED|CANCELLED/.test(training.state) && training;
    },
    { patienceMs: 60_000 },
  );
}

export const TRAINING_EVENTS = `subscription ($id: ID!, $after: Int!) {
  trainingEvents(trainingId: $id, afterSequence: $after) {
    sequence state progress { phase epoch step steps loss imagesPerSecond validations { epoch } } } }`;

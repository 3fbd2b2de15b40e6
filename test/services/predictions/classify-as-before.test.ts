import { RegionaryError } from "../../../src/errors";
import type { ServiceContext } from "../../../src/services/context";
import { classifyAsBefore } from "../../../src/services/predictions/classify-as-before";

it("what fails by the model that was active before is no answer: another may be active by now", async () => {
  const context = {
    models: { lastActive: () => ({ model: { id: "before" }, read: { id: "before", int8VersionIds: [] } }) },
    vocabularies: { recent: async () => ({}) },
    vectorsFor: { kept: () => ({}) },
    regions: {
      stored: () => Promise.reject(new RegionaryError("BLOB_MISSING", "The model's files are gone.")),
    },
  } as unknown as ServiceContext;
  const asked = { imageId: "i", vocabularyId: "v", topK: 1 };
  expect(await classifyAsBefore(context, asked, {})).toBeNull();
});

import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { ModelVersionObject } from "../../schema/models/model-version";
import { Catalogue, CatalogueEntryObject } from "../../schema/setup/catalogue";
import { ModelSetupObject } from "../../schema/setup/model-setup";
import { CATALOGUE } from "../../services/setup/catalogue";
import { photoHint } from "../../services/setup/photo-hint";
import { findSetupsOf } from "../../storage/setup/model-setups";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

const NOTHING_HERE = { latest: null, installed: null };

@Resolver(() => CatalogueEntryObject)
export class CatalogueResolver {
  @Query(() => Catalogue, { description: "The models and parts that can be had from their publishers." })
  async catalogue(@Ctx() { services: { db } }: RequestContext): Promise<Catalogue> {
    const ids = CATALOGUE.map(({ id }) => id);
    const [setups, hint] = await Promise.all([findSetupsOf(db, ids), photoHint(db)]);
    const entries = CATALOGUE.map(
      (entry) => new CatalogueEntryObject(entry, setups.get(entry.id) ?? NOTHING_HERE),
    );
    return { entries, hint };
  }

  @FieldResolver(() => ModelVersionObject, {
    nullable: true,
    description: "The model version that its setup has made; null where it is not installed.",
  })
  modelVersion(@Root() { here: { installed } }: CatalogueEntryObject, @Ctx() { loaders }: RequestContext) {
    const id = installed?.modelVersionId;
    return objectOf(id ? loaders.modelVersions.load(id) : null, ModelVersionObject);
  }

  @FieldResolver(() => ModelSetupObject, { nullable: true, description: "Its latest setup, if any." })
  setup(@Root() { here: { latest } }: CatalogueEntryObject): ModelSetupObject | null {
    return latest && new ModelSetupObject(latest);
  }
}

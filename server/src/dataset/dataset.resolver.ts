import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { classesOf, findDataset, findDatasetBySlug, listDatasets } from './dataset.service.ts';
import { Dataset, LatentClass } from './dataset.type.ts';

@Resolver(() => Dataset)
export class DatasetResolver {
  @Query(() => [Dataset], { description: 'All datasets, the oldest first.' })
  datasets(@Ctx() context: Context): Promise<Dataset[]> {
    return listDatasets(context);
  }

  @Query(() => Dataset, { nullable: true, description: 'A dataset by its short name; null when unknown.' })
  dataset(
    @Ctx() context: Context,
    @Arg('slug', () => String, { description: 'Short name of the dataset.' }) slug: string,
  ): Promise<Dataset | null> {
    return findDatasetBySlug(context, slug);
  }

  @FieldResolver(() => [LatentClass], { description: 'Its latent classes, by index.' })
  classes(@Ctx() context: Context, @Root() dataset: Dataset): Promise<LatentClass[]> {
    return classesOf(context, dataset.key);
  }
}

@Resolver(() => LatentClass)
export class LatentClassResolver {
  @FieldResolver(() => Dataset, { description: 'The dataset it belongs to.' })
  dataset(@Ctx() context: Context, @Root() latentClass: LatentClass): Promise<Dataset | null> {
    return findDataset(context, latentClass.datasetKey);
  }
}

import { Arg, Ctx, Extensions, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { annotates } from '../access/needed-scope.ts';
import { classOfRunCost, wholeRunCost, works } from '../limits/field-work.ts';
import type { Context } from '../context.ts';
import { Datapoint } from '../datapoint/datapoint.type.ts';
import {
  addTags,
  countTags,
  indicesWithTag,
  lockedIndicesWithTag,
  removeTags,
  tagDetailsOf,
  tagsOfDatapoint,
} from './tag.service.ts';
import { DatapointTag, TagCount, TagsPayload } from './tag.type.ts';

@Resolver(() => TagCount)
export class TagResolver {
  @Extensions(works(wholeRunCost))
  @Query(() => [TagCount], { description: 'The tags in use on a dataset, the most frequent first.' })
  tags(
    @Ctx() context: Context,
    @Arg('dataset', () => String, { description: 'Short name of the dataset.' }) dataset: string,
  ): Promise<TagCount[]> {
    return countTags(context, dataset);
  }

  @Extensions(works(classOfRunCost))
  @FieldResolver(() => [Int], { description: 'Indices of the datapoints that have it, ascending.' })
  indices(@Ctx() context: Context, @Root() tag: TagCount): Promise<number[]> {
    return indicesWithTag(context, tag);
  }

  @Extensions(works(classOfRunCost))
  @FieldResolver(() => [Int], {
    description:
      'Indices of the datapoints off which you, who ask, may not take it, ascending: others put it there.',
  })
  lockedIndices(@Ctx() context: Context, @Root() tag: TagCount): Promise<number[]> {
    return lockedIndicesWithTag(context, tag);
  }

  @Extensions(annotates)
  @Mutation(() => TagsPayload, {
    description:
      'Puts tags on datapoints, on all or on none; those that are there stay. Needs the scope annotate.',
  })
  addTags(
    @Ctx() context: Context,
    @Arg('datapoints', () => [ID], { description: 'Ids of datapoints, at most 1,000.' }) datapoints: string[],
    @Arg('tags', () => [String], { description: 'Tags; they are trimmed and put in lower case.' })
    tags: string[],
  ): Promise<TagsPayload> {
    return addTags(context, datapoints, tags);
  }

  @Extensions(annotates)
  @Mutation(() => TagsPayload, {
    description:
      'Takes tags off datapoints, all of them or none: one that another token put there is taken off by that token or an admin. Needs the scope annotate.',
  })
  removeTags(
    @Ctx() context: Context,
    @Arg('datapoints', () => [ID], { description: 'Ids of datapoints, at most 1,000.' }) datapoints: string[],
    @Arg('tags', () => [String], { description: 'Tags to take off.' }) tags: string[],
  ): Promise<TagsPayload> {
    return removeTags(context, datapoints, tags);
  }
}

@Resolver(() => Datapoint)
export class DatapointTagResolver {
  @FieldResolver(() => [String], { description: 'Tags that people put on it, in the order of the alphabet.' })
  tags(@Ctx() context: Context, @Root() datapoint: Datapoint): Promise<string[]> {
    return tagsOfDatapoint(context, datapoint);
  }

  @FieldResolver(() => [DatapointTag], {
    description: 'The same tags, each with who put it there.',
  })
  tagDetails(@Ctx() context: Context, @Root() datapoint: Datapoint): Promise<DatapointTag[]> {
    return tagDetailsOf(context, datapoint);
  }
}

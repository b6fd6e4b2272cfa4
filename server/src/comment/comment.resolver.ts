import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Extensions,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { annotates } from '../access/needed-scope.ts';
import type { Context } from '../context.ts';
import { Datapoint } from '../datapoint/datapoint.type.ts';
import { wholeRunCost, works } from '../limits/field-work.ts';
import { PageArgs } from '../pagination/page-args.ts';
import {
  addComment,
  commentedIndices,
  commentsOfDatapoint,
  datapointOfComment,
  editComment,
  pageOfComments,
  removeComment,
} from './comment.service.ts';
import { Comment, CommentConnection, CommentPayload, RemovalPayload } from './comment.type.ts';

@ArgsType()
class CommentsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only those on the dataset of this short name.' })
  dataset?: string | null;
}

@Resolver(() => Comment)
export class CommentListResolver {
  @Query(() => CommentConnection, { description: 'Comments on datapoints, the newest first.' })
  comments(
    @Ctx() context: Context,
    @Args(() => CommentsArgs) { dataset, ...page }: CommentsArgs,
  ): Promise<CommentConnection> {
    return pageOfComments(context, page, dataset ?? null);
  }

  @Extensions(works(wholeRunCost))
  @Query(() => [Int], {
    description: 'Indices of the datapoints of a dataset that have a comment, ascending.',
  })
  commentedDatapoints(
    @Ctx() context: Context,
    @Arg('dataset', () => String, { description: 'Short name of the dataset.' }) dataset: string,
  ): Promise<number[]> {
    return commentedIndices(context, dataset);
  }

  @FieldResolver(() => Datapoint, { description: 'What it is about.' })
  datapoint(@Ctx() context: Context, @Root() comment: Comment): Promise<Datapoint> {
    return datapointOfComment(context, comment);
  }
}

@Resolver(() => Datapoint)
export class CommentResolver {
  @FieldResolver(() => [Comment], { description: 'What people wrote about it, the oldest first.' })
  comments(@Ctx() context: Context, @Root() datapoint: Datapoint): Promise<Comment[]> {
    return commentsOfDatapoint(context, datapoint);
  }

  @Extensions(annotates)
  @Mutation(() => CommentPayload, {
    description: 'Writes a comment under a datapoint. Needs the scope annotate.',
  })
  addComment(
    @Ctx() context: Context,
    @Arg('datapoint', () => ID, { description: 'Id of the datapoint.' }) datapoint: string,
    @Arg('text', () => String, { description: 'Plain text of 1 to 2,000 characters.' }) text: string,
    @Arg('author', () => String, { nullable: true, description: 'Who writes, at most 80 characters.' })
    author?: string | null,
  ): Promise<CommentPayload> {
    return addComment(context, datapoint, { text, author });
  }

  @Extensions(annotates)
  @Mutation(() => CommentPayload, {
    description: 'Gives a comment another text, in place of the old one. Needs the scope annotate.',
  })
  editComment(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the comment.' }) id: string,
    @Arg('text', () => String, { description: 'Plain text of 1 to 2,000 characters.' }) text: string,
    @Arg('was', () => String, {
      nullable: true,
      description:
        'The text that it replaces: where somebody else changed that in the meantime, nothing is done (CONFLICT). Without it, whatever stands there is replaced.',
    })
    was?: string | null,
  ): Promise<CommentPayload> {
    return editComment(context, id, { text, was });
  }

  @Extensions(annotates)
  @Mutation(() => RemovalPayload, { description: 'Removes a comment. Needs the scope annotate.' })
  removeComment(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the comment.' }) id: string,
    @Arg('was', () => String, {
      nullable: true,
      description:
        'The text that is to go: where somebody else changed that in the meantime, nothing is done (CONFLICT). Without it, whatever stands there goes.',
    })
    was?: string | null,
  ): Promise<RemovalPayload> {
    return removeComment(context, id, was);
  }
}

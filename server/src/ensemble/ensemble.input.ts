import { ArgsType, Field } from 'type-graphql';
import { PageArgs } from '../pagination/page-args.ts';

@ArgsType()
export class EnsemblesArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only ensembles on the dataset of this short name.' })
  dataset?: string | null;

  @Field(() => String, { nullable: true, description: 'Only ensembles of the method of this key.' })
  method?: string | null;
}

import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'What a worker is doing for a run.' })
export class WorkerJob {
  /** Of the run. */
  runKey!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Index of the encoder that it trains or measures; null where it steers the run.',
  })
  encoder!: number | null;
}

@ObjectType({ description: 'A process that executes runs and is alive, on any machine.' })
export class Worker {
  @Field(() => String, { description: 'Its name, which it takes anew at each start.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name of its machine; null for readers without a token who may not annotate.',
  })
  host!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Address that it comes from; null on the machine of the database, where the database does not tell, and for readers without a token who may not annotate.',
  })
  address!: string | null;

  @Field(() => String, { description: 'Name and version of its engine.' })
  engine!: string;

  @Field(() => String, { description: 'What its engine computes on.' })
  device!: string;

  @Field(() => [String], { description: 'Its labels: a run that needs one of them may be taken by it.' })
  labels!: string[];

  @Field(() => Int, { description: 'Encoders that it trains side by side.' })
  processes!: number;

  @Field(() => String, { description: 'Version of its program: it takes runs of this version alone.' })
  codeVersion!: string;

  @Field(() => Date, { description: 'When it started.' })
  startedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'Its last sign of life, one every two seconds; null where the database does not tell.',
  })
  seenAt!: Date | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Views a second that it trained on, over its last seconds; null while it trains nothing.',
  })
  viewsPerSecond!: number | null;

  @Field(() => Int, { description: 'Encoders that it trained in the last hour.' })
  trainedInHour!: number;

  @Field(() => [WorkerJob], { description: 'What it is doing; empty while it waits for work.' })
  jobs!: WorkerJob[];
}

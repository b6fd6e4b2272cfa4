/** Where the workflow queue (DBOS) keeps its tables. */
export interface QueuePlace {
  url: string;
  schema: string;
}

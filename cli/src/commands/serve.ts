import type { Command } from 'commander';
import { action } from '../command.ts';
import { formatAddresses, startServing } from '../serving/serving.ts';
import { untilInterrupted } from './worker.ts';

export function addServe(engram: Command): void {
  engram
    .command('serve')
    .description('serve the GraphQL API and the dashboard')
    .action(
      action(async (context) => {
        const store = await context.openStore();
        const addresses = await startServing(context, store);
        context.output.result(addresses, () => formatAddresses(addresses));
        await untilInterrupted(context.interrupted);
      }),
    );
}

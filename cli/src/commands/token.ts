import Table from 'cli-table3';
import { commandLine, textProblem, type TokenScope, tokenScopes } from '@engram/core';
import { tokens, type TokenRow } from '@engram/store';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { action } from '../command.ts';
import { formatMinute } from '../output/durations.ts';
import { plain } from '../output/output.ts';
import { findTokenId } from '../ids/token-id.ts';

const hourMs = 3_600_000;
const unitsMs: Record<string, number> = {
  h: hourMs,
  d: 24 * hourMs,
  w: 7 * 24 * hourMs,
  y: 365 * 24 * hourMs,
};
/** Longer than any project; people forget a token without end. */
const longestMs = 10 * unitsMs.y!;

/** Milliseconds of `12h`, `90d`, `4w` or `1y`. */
export function lifetime(value: string): number {
  const [, count, unit] = /^(\d{1,5})([hdwy])$/.exec(value) ?? [];
  const durationMs = Number(count) * unitsMs[unit ?? '']!;
  if (durationMs > 0 && durationMs <= longestMs) return durationMs;
  throw new InvalidArgumentError('It must be a time up to ten years, such as 12h, 90d, 4w or 1y.');
}

function tokenName(value: string): string {
  const name = value.trim();
  if (name.length < 1 || name.length > 100)
    throw new InvalidArgumentError('It must be a name of 1 to 100 characters.');
  const problem = textProblem(name);
  if (problem) throw new InvalidArgumentError(`It ${problem}.`);
  return name;
}

/** Of whatever ends by itself, or is revoked before. */
export function stateOf(row: Pick<TokenRow, 'revokedAt' | 'expiresAt'>): 'active' | 'expired' | 'revoked' {
  if (row.revokedAt) return 'revoked';
  return row.expiresAt.getTime() <= Date.now() ? 'expired' : 'active';
}

function tableOf(rows: TokenRow[]): string {
  const table = new Table({
    head: ['id', 'name', 'scope', 'state', 'expires', 'last used'],
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) {
    const lastUsed = row.lastUsedAt
      ? `${row.lastUsedAt.toISOString().slice(0, 13).replace('T', ' ')} h`
      : '–';
    table.push([row.id, plain(row.name), row.scope, stateOf(row), formatMinute(row.expiresAt), lastUsed]);
  }
  return table.toString();
}

export function addToken(engram: Command): void {
  const token = engram
    .command('token')
    .description('manage tokens for people and programs that use the API from elsewhere');
  addCreate(token);
  addList(token);
  addRevoke(token);
}

function addCreate(token: Command): void {
  token
    .command('create')
    .description('create a token and print it once')
    .requiredOption('--name <name>', 'owner or purpose', tokenName)
    .addOption(
      new Option('--scope <scope>', 'what the token allows; each scope includes those before it')
        .choices(tokenScopes)
        .default('read'),
    )
    .addOption(
      new Option('--expires <time>', 'how long the token is valid, for example 12h, 90d, 4w or 1y')
        .argParser(lifetime)
        .default(lifetime('90d'), '90d'),
    )
    .action(
      action(async (context, options) => {
        const store = await context.openStore();
        const expiresAt = new Date(Date.now() + (options.expires as number));
        const made = await tokens.create(store, {
          name: options.name as string,
          scope: options.scope as TokenScope,
          expiresAt,
        });
        const { id, name, scope } = made.row;
        context.output.result(
          { id, name, scope, expiresAt: made.row.expiresAt, token: made.token },
          () => made.token,
        );
        context.output.say(
          `Save it now: only its hash is stored, so it cannot be shown again. Valid until ${formatMinute(expiresAt)} UTC. Revoke it with: ${commandLine(`token revoke ${id}`)}`,
        );
      }),
    );
}

function addList(token: Command): void {
  token
    .command('list')
    .description('list the tokens, newest first')
    .action(
      action(async (context) => {
        const rows = await tokens.list(await context.openStore());
        context.output.result(
          rows.map((row) => ({ ...row, state: stateOf(row) })),
          () =>
            rows.length === 0
              ? `There are no tokens. Create one with: ${commandLine('token create --name NAME')}`
              : tableOf(rows),
        );
      }),
    );
}

function addRevoke(token: Command): void {
  token
    .command('revoke')
    .description('revoke a token; it stops working at once')
    .argument('<id>', 'id of the token, or the start of the id')
    .action(
      action<[string]>(async (context, _options, id) => {
        const store = await context.openStore();
        const row = await tokens.revoke(store, await findTokenId(store, id));
        context.output.result(
          { ...row, state: stateOf(row) },
          () => `Revoked the token '${plain(row.name)}' (${row.id}).`,
        );
      }),
    );
}

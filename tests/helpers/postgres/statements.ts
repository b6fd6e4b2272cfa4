import pg from 'pg';

/** Counts the statements that reach PostgreSQL while `action` runs, whoever sends them. */
export async function countStatements(action: () => Promise<unknown>): Promise<number> {
  const { sent, restore } = noteStatements();
  try {
    await action();
  } finally {
    restore();
  }
  return sent.length;
}

/** The text of each statement that this process sends to PostgreSQL from now on until `restore`; '' where it is a cursor. */
export function noteStatements(): { readonly sent: string[]; restore(): void } {
  const original = pg.Client.prototype.query;
  const sent: string[] = [];
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args as [string | { text?: string }];
    sent.push((typeof first === 'string' ? first : first.text) ?? '');
    return Reflect.apply(original, this, args);
  } as typeof original;
  return {
    sent,
    restore() {
      pg.Client.prototype.query = original;
    },
  };
}
